package tocsin.triage;

import java.time.Duration;
import java.util.Locale;
import tocsin.config.Paging;
import tocsin.incident.Acknowledgement;
import tocsin.incident.Incident;
import tocsin.incident.Owed;
import tocsin.incident.Phase;
import tocsin.incident.RunState;
import tocsin.page.Channel;

/** A run's news, in the story and on the page. */
final class RunTelling {
    /** What a page about a run is named by, before the run's number. */
    static final String STEP = "run-";

    private final Rules rules;
    private final Pages pages;
    private final Besides besides;
    private final Incidents incidents;
    private final Handing handing;

    RunTelling(Rules rules, Pages pages, Besides besides, Incidents incidents, Handing handing) {
        this.rules = rules;
        this.pages = pages;
        this.besides = besides;
        this.incidents = incidents;
        this.handing = handing;
    }

    void tell(Draft draft, RunTold told) {
        var partition = told.incident().partition();
        draft.tell(
                partition, told.incident().number(), inStory(told.what()), told.id() + ": " + told.text(), told.by());
        var open = draft.open(told.incident());
        if (open == null) {
            late(draft, told);
            return;
        }
        draft.change(partition, incident -> noted(incident, told));
        count(draft, partition, open, told);
        switch (told.what()) {
            case SAID -> alive(draft, partition, told);
            case MAILS ->
                pages.mail(draft, partition, step(told) + "-" + open.told().size(), told.text());
            case ASKS -> ask(draft, partition, open, told);
            case PROVEN, ENDED -> {
                pages.say(draft, partition, told.id() + ": " + told.text());
                if (besides.withdraw(draft, partition, step(told))) {
                    incidents.descended(draft, partition);
                }
                next(draft, partition, told);
            }
            case STOPPED, FAILED -> fail(draft, partition, open, told);
        }
    }

    /** Its incident is over, and it has something that a person must look at: that is an incident of its own. */
    private void late(Draft draft, RunTold told) {
        if (told.what() != RunTold.What.ASKS && told.what() != RunTold.What.FAILED) {
            return;
        }
        var partition = told.incident().partition();
        var text = told.id() + (told.what() == RunTold.What.ASKS ? " asks: " : " failed: ") + told.text();
        if (draft.open(partition) == null) {
            incidents.openByHand(draft, partition, told.id() + " goes on, and its incident is resolved");
        } else {
            draft.tell(partition, "run", text);
        }
        besides.ring(draft, partition, "late-" + told.incident().number() + "-" + told.number(), text);
    }

    private static String inStory(RunTold.What what) {
        return switch (what) {
            case SAID, MAILS -> "run";
            case STOPPED -> "run failed";
            case ASKS, PROVEN, ENDED, FAILED -> "run " + what.name().toLowerCase(Locale.ROOT);
        };
    }

    /** How often in a row a runbook has helped; and what waited for it waits no longer. */
    private static void count(Draft draft, String partition, Incident open, RunTold told) {
        var runbook = open.runs().stream()
                .filter(run -> run.number() == told.number())
                .map(RunState::runbook)
                .findFirst();
        if (runbook.isEmpty()) {
            return;
        }
        switch (told.what()) {
            case PROVEN -> Runs.count(draft, partition, runbook.get(), true);
            case STOPPED, FAILED -> Runs.count(draft, partition, runbook.get(), false);
            case ENDED -> {
                var owed = open.owed();
                if (owed != null && open.told().contains(Incidents.MENDING)) {
                    draft.change(
                            partition,
                            waiting -> waiting.withOwed(new Owed(draft.now(), owed.severity(), owed.because())));
                }
            }
            case SAID, MAILS, ASKS -> {}
        }
    }

    /** It hands over; or what was opened for a run by hand alone is over with it. */
    private void next(Draft draft, String partition, RunTold told) {
        var next = told.next();
        if (next != null) {
            Runs.request(draft, Pages.incident(draft, partition), next);
        } else if (isOver(Pages.incident(draft, partition))) {
            incidents.resolve(draft, partition, "the run that it was opened for is over", null);
        }
    }

    /** Opened for runs by hand alone, none of which goes on or has somebody look at it. */
    private boolean isOver(Incident incident) {
        var paged = incident.paged();
        var rings = paged != null && !paged.withdrawn() && !(rules.climbs() && incident.climb() == null);
        return incident.signals().isEmpty()
                && !rings
                && incident.pages().stream().noneMatch(page -> page.channel() == Channel.PAGERDUTY)
                && incident.runs().stream().allMatch(RunState::over);
    }

    private static Incident noted(Incident incident, RunTold told) {
        return incident.withRuns(incident.runs().stream()
                .map(run -> run.number() == told.number()
                        ? new RunState(run.number(), run.runbook(), run.generation(), told.text(), told.over())
                        : run)
                .toList());
    }

    /** A person's word about a run is a sign of life. */
    private void alive(Draft draft, String partition, RunTold told) {
        var open = draft.open(partition);
        var has = open == null ? null : open.acknowledgement();
        if (open != null && has != null && has.handed()) {
            handing.alive(draft, open, told.by());
        } else if (told.by() != null && has != null) {
            var lasts = Duration.between(has.at(), has.until());
            var lives = new Acknowledgement(
                    has.by(), has.via(), draft.now(), draft.now().plus(lasts));
            draft.change(partition, incident -> incident.withAcknowledgement(lives));
        }
        if (told.by() != null && besides.answered(draft, partition, step(told))) {
            incidents.descended(draft, partition);
        }
    }

    private void ask(Draft draft, String partition, Incident open, RunTold told) {
        if (rings(open)) {
            pages.say(draft, partition, told.id() + " asks: " + told.text());
            besides.ringThem(draft, partition, step(told), told.id() + " asks for approval: " + told.text());
        } else if (open.owed() != null && open.told().contains(Incidents.MENDING)) {
            pages.page(draft, partition, told.id() + " asks, for which the page had waited");
        } else {
            besides.ring(draft, partition, step(told), told.id() + " asks for approval: " + told.text());
        }
    }

    private void fail(Draft draft, String partition, Incident open, RunTold told) {
        besides.withdraw(draft, partition, step(told));
        var text = told.id() + " failed: " + told.text();
        if (told.what() == RunTold.What.STOPPED && wakesNobody(open)) {
            pages.mail(draft, partition, step(told) + Besides.FAILED, text);
        } else if (open.phase() == Phase.OPEN && rings(open)) {
            pages.say(draft, partition, text);
            besides.ringThem(draft, partition, step(told) + Besides.FAILED, text);
        } else if (open.phase().followed()) {
            pages.page(draft, partition, text);
            draft.change(partition, incident -> incident.withPhase(Phase.OPEN).withAcknowledgement(null));
        } else {
            besides.ring(draft, partition, step(told) + Besides.FAILED, text);
        }
    }

    /** What is only mailed is no reason to wake somebody, and neither is a runbook that could do nothing about it. */
    private boolean wakesNobody(Incident incident) {
        return incident.paged() == null && incident.owed() == null && rules.onlyMails(incident.severity());
    }

    private static boolean rings(Incident incident) {
        var paged = incident.paged();
        return paged != null
                && paged.paging() == Paging.ON
                && !paged.withdrawn()
                && incident.phase().followed();
    }

    private static String step(RunTold told) {
        return STEP + told.number();
    }
}
