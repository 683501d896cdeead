package tocsin.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.alarm.AlarmId;
import tocsin.config.Heard;
import tocsin.config.Paging;
import tocsin.config.Severity;
import tocsin.incident.Graded;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.incident.Owed;
import tocsin.incident.Phase;
import tocsin.incident.Signal;
import tocsin.incident.Trouble;
import tocsin.incident.Withheld;
import tocsin.incident.Withheld.Why;

/** An incident's life: opened or joined by signals, paged, acknowledged, watched, over. */
final class Incidents {
    /** That a page has waited for a runbook: it does so once. */
    static final String MENDING = "mending";

    /** With so many rows one transaction takes a page besides. */
    private static final int ROOM = 70;

    private final Rules rules;
    private final Causes causes;
    private final Pages pages;
    private final Storms storms;
    private final Runs runs;
    private final Deployments deployments;
    private final Updates updates;

    Incidents(Rules rules, Causes causes, Pages pages, Runs runs, Updates updates) {
        this.rules = rules;
        this.causes = causes;
        this.pages = pages;
        this.storms = new Storms(rules, pages);
        this.runs = runs;
        this.deployments = new Deployments(rules);
        this.updates = updates;
    }

    /** Where a service's signal of this alarm is: in its own incident, or in the one that its service has joined. */
    static @Nullable Incident home(Draft draft, String partition, AlarmId id) {
        var head = draft.head(partition);
        var own = head.open();
        if (own != null && own.signal(id) != null) {
            return own;
        }
        var joined = head.joined() == null ? null : draft.open(head.joined());
        return joined != null && joined.signal(id) != null ? joined : null;
    }

    /** Puts a signal that pages into the incident it belongs to; opens one where there is none. */
    Incident place(Draft draft, Signal signal) {
        var partition = signal.partition();
        draft.head(draft.head(partition).letGo(signal.id()));
        if (draft.open(partition) != null) {
            draft.change(partition, incident -> incident.put(signal.withWithheld(null)));
            return settled(draft, partition, signal);
        }
        var cause = causes.leading(draft, partition);
        if (cause.isPresent()) {
            return join(draft, cause.get(), signal);
        }
        open(draft, signal.withWithheld(null));
        causes.link(draft, partition);
        return settled(draft, partition, signal);
    }

    private Incident settled(Draft draft, String partition, Signal signal) {
        settle(draft, partition);
        runs.propose(draft, partition, signal);
        return incident(draft, partition);
    }

    private void open(Draft draft, Signal signal) {
        open(
                draft,
                signal.partition(),
                signal.severity(),
                signal.because(),
                List.of(signal),
                ": " + Words.observed(signal.transition()));
    }

    /** An incident that no alarm opened. */
    Incident openByHand(Draft draft, String partition, String because) {
        open(draft, partition, Severity.P3, because, List.of(), "");
        draft.change(
                partition, opened -> opened.withRespondBy(null)); // nothing is wrong by it that anybody must answer
        return incident(draft, partition);
    }

    private void open(
            Draft draft, String partition, Severity severity, String because, List<Signal> signals, String observed) {
        var head = draft.head(partition);
        var ref = new IncidentRef(partition, head.incidents() + 1);
        var incident = new Incident(
                ref,
                rules.speakable(ref),
                severity,
                because,
                Phase.OPEN,
                draft.now(),
                null,
                signals,
                null,
                List.of(),
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                rules.respondBy(severity, draft.now()),
                null,
                null,
                null,
                null,
                trouble(draft, partition, signals));
        draft.head(head.withIncidents(ref.number()).withOpen(incident));
        draft.count(partition, "opened");
        draft.tell(partition, "opened", incident.id() + " opened as " + severity + ", because " + because + observed);
        deployments.behind(draft, partition).forEach(behind -> draft.tell(partition, "deployed", behind));
        AwsNews.behind(
                        draft,
                        Stream.concat(Stream.of(partition), rules.needs(partition).stream())
                                .toList())
                .forEach(behind -> draft.tell(partition, "aws", behind));
    }

    /** Where its log is, to be read as soon as those who are paged were paged. */
    private @Nullable Trouble trouble(Draft draft, String partition, List<Signal> signals) {
        return signals.isEmpty() || rules.paging(partition) == Paging.SHADOW
                ? null
                : rules.log(partition)
                        .map(group -> Trouble.in(group, draft.now()))
                        .orElse(null);
    }

    private Incident join(Draft draft, Incident cause, Signal signal) {
        var leader = cause.ref().partition();
        var until = draft.now().plus(rules.lookAgain());
        var because = "a symptom of " + cause.id() + ", which is being followed";
        draft.change(leader, incident -> incident.put(signal.withWithheld(new Withheld(Why.SYMPTOM, because, until))));
        draft.head(draft.head(signal.partition()).withJoined(cause.ref()));
        draft.tell(
                leader,
                "joined",
                Words.observed(signal.transition()) + " of " + signal.partition() + " joined as a symptom ("
                        + signal.severity() + ")");
        draft.tell(signal.partition(), "symptom", Words.observed(signal.transition()) + ": belongs to " + cause.id());
        return settled(draft, leader, signal);
    }

    /** Takes a signal out of the incident it is in; what is withheld by itself waits beside the head. */
    void remove(Draft draft, Incident home, Signal signal, @Nullable Withheld reason) {
        draft.change(home.ref().partition(), incident -> incident.drop(signal.id()));
        if (reason != null) {
            draft.head(draft.head(signal.partition()).withhold(signal.withWithheld(reason)));
        }
        leave(draft, signal.partition(), home.ref());
        settle(draft, home.ref().partition());
    }

    /** A service whose last signal left another's incident has not joined it any more. */
    private static void leave(Draft draft, String partition, IncidentRef left) {
        var head = draft.head(partition);
        var incident = draft.open(left);
        var gone = incident == null
                || incident.signals().stream()
                        .noneMatch(signal -> signal.partition().equals(partition));
        if (left.equals(head.joined()) && gone) {
            draft.head(head.withJoined(null));
        }
    }

    /** Brings an incident's severity, phase and page into line with its signals. */
    void settle(Draft draft, String partition) {
        grade(draft, partition);
        var incident = incident(draft, partition);
        var stands = incident.standing().findAny().isPresent();
        if (stands && incident.phase() == Phase.MONITORING) {
            draft.change(
                    partition,
                    watched ->
                            watched.withPhase(Phase.OPEN).withWatchedUntil(null).withAcknowledgement(null));
            draft.tell(partition, "relapsed", "in ALARM again: opened again");
            page(draft, partition, "it relapsed", true);
        } else if (stands) {
            page(draft, partition, "", false);
        } else if (incident.phase().followed()) {
            watch(draft, incident);
        }
    }

    /** The worst of all its signals, or what a person has said of them; told where it changes. */
    private void grade(Draft draft, String partition) {
        var incident = incident(draft, partition);
        var worst = incident.signals().stream().min(Comparator.comparing(Signal::severity));
        var byHand = incident.graded();
        if (worst.isEmpty() || byHand != null && byHand.counts(worst.get().severity())) {
            return;
        }
        grade(draft, partition, worst.get().severity(), worst.get().because(), null);
    }

    private void grade(Draft draft, String partition, Severity severity, String because, @Nullable String by) {
        var incident = incident(draft, partition);
        if (severity == incident.severity()) {
            return;
        }
        var raised = severity.worseThan(incident.severity());
        var respondBy = incident.acknowledgedAt() == null ? rules.respondBy(severity, incident.openedAt()) : null;
        draft.change(
                partition,
                graded -> graded.withSeverity(severity).withBecause(because).withRespondBy(respondBy));
        updates.expect(draft, partition);
        draft.tell(
                partition,
                raised ? "raised" : "lowered",
                "from " + incident.severity() + " to " + severity + ", because " + because
                        + (raised || incident.paged() == null ? "" : "; the page that was sent stays"),
                by);
    }

    /** A person says how bad it is: that counts until something worse comes. */
    void gradeByHand(Draft draft, String partition, Severity severity, String because, String by) {
        var over = incident(draft, partition).signals().stream()
                .map(Signal::severity)
                .min(Comparator.naturalOrder())
                .orElse(null);
        var said = because + " (" + by + ")";
        var before = incident(draft, partition);
        draft.change(partition, incident -> incident.withGraded(new Graded(severity, because, by, over)));
        if (before.severity() == severity && !before.because().equals(said)) {
            draft.change(partition, incident -> incident.withBecause(said));
            draft.tell(partition, "graded", "stays " + severity + ", because " + said, by);
        }
        grade(draft, partition, severity, said, by);
        if (incident(draft, partition).phase().followed()) {
            page(draft, partition, "", false);
        }
    }

    /** Nobody has responded in time: it pages, and what rang already rings anew. */
    void respond(Draft draft, String partition) {
        var incident = incident(draft, partition);
        var by = incident.respondBy();
        if (by == null || by.isAfter(draft.now()) || incident.phase() != Phase.OPEN) {
            return;
        }
        var late = "nobody has acknowledged it within "
                + Said.duration(Duration.between(incident.openedAt(), draft.now()));
        var waking = rules.waking(incident.severity(), draft.now());
        if (waking.isAfter(draft.now())) {
            draft.change(partition, waiting -> waiting.withRespondBy(waking));
            draft.tell(partition, "late", late + "; the page waits until " + Said.time(waking));
            return;
        }
        draft.change(partition, told -> told.withRespondBy(null));
        draft.tell(partition, "late", late);
        if (incident.climb() == null) { // its own ladder rings on by itself
            ring(draft, incident, late);
        }
    }

    /** Pages, mails or lets wait, where the incident's severity asks for more than was done. */
    private void page(Draft draft, String partition, String why, boolean anew) {
        var incident = incident(draft, partition);
        var severity = incident.severity();
        var paged = incident.paged();
        if (!anew && paged != null && paged.covers(severity)) {
            return;
        }
        switch (rules.heard(severity, draft.now())) {
            case Heard.Mail mail -> pages.mail(draft, partition, "opened-as-" + severity);
            case Heard.PageLater later -> {
                if (later.mailNow()) {
                    pages.mail(draft, partition, "out-of-hours-" + severity);
                }
                owe(draft, partition, later.at(), severity + " pages from " + Said.time(later.at()) + " on");
            }
            case Heard.Page page -> {
                if (!waitsForCause(draft, incident) && !waitsToBeMended(draft, incident, page.unlessMended())) {
                    ring(draft, incident, why);
                }
            }
        }
    }

    private void ring(Draft draft, Incident incident, String why) {
        var partition = incident.ref().partition();
        if (rules.paging(partition) == Paging.ON && storms.adds(draft, partition)) {
            return;
        }
        var because = why.isEmpty() ? (incident.paged() == null ? "" : "worse than what was paged: ") : why + ": ";
        pages.page(draft, partition, because + incident.severity() + ", because " + incident.because());
        draft.change(partition, rung -> rung.withAcknowledgement(null).withPhase(Phase.OPEN));
    }

    /** Below P0, a page waits once for its cause, where a service it needs is not known to be well. */
    private boolean waitsForCause(Draft draft, Incident incident) {
        var partition = incident.ref().partition();
        var owed = incident.owed();
        var asBadAsBefore = owed != null && owed.severity().compareTo(incident.severity()) <= 0;
        if (owed != null && owed.added() != null) {
            var waits = asBadAsBefore && owed.at().isAfter(draft.now());
            return waits || storms.adds(draft, partition);
        }
        if (owed != null && asBadAsBefore && owed.at().isAfter(draft.now())) {
            return true;
        }
        var silencing = silencing(draft, incident);
        if (silencing != null) {
            owe(
                    draft,
                    partition,
                    draft.now().plus(rules.lookAgain()),
                    "a symptom of " + silencing.id() + ", which is being followed");
            return true;
        }
        if (!asBadAsBefore
                && incident.paged() == null
                && incident.severity() != Severity.P0
                && !rules.needs(partition).isEmpty()
                && !causes.needsAreWell(draft, partition)) {
            var wait = rules.times().waitForCause();
            owe(draft, partition, draft.now().plus(wait), "waits " + Said.duration(wait) + " for its cause");
            return wait.isPositive();
        }
        return false;
    }

    /** A page waits once, while a runbook that has helped often enough is at it. */
    private boolean waitsToBeMended(Draft draft, Incident incident, @Nullable Duration within) {
        if (within == null || incident.paged() != null || incident.told().contains(MENDING)) {
            return false;
        }
        var partition = incident.ref().partition();
        var runbook = runs.mending(draft, incident);
        if (runbook.isEmpty()) {
            return false;
        }
        draft.change(partition, waiting -> waiting.tell(MENDING));
        owe(
                draft,
                partition,
                draft.now().plus(within),
                runbook.get() + " is at it, which has helped each of the last " + Runs.OFTEN + " times");
        return true;
    }

    private @Nullable Incident silencing(Draft draft, Incident incident) {
        var cause = incident.cause() == null ? null : draft.open(incident.cause());
        var paged = incident.paged();
        var silent = paged == null || paged.withdrawn();
        return silent && Causes.silences(cause, incident.severity()) ? cause : null;
    }

    private static void owe(Draft draft, String partition, Instant at, String because) {
        var owed = incident(draft, partition).owed();
        draft.change(partition, incident -> incident.withOwed(new Owed(at, incident.severity(), because)));
        if (owed == null || !owed.because().equals(because)) {
            draft.tell(partition, "withheld", "the page waits until " + Said.time(at) + ": " + because);
        }
    }

    /** Looks again at a page that waited, its time having come. */
    void pay(Draft draft, String partition) {
        var incident = incident(draft, partition);
        var owed = incident.owed();
        if (owed != null && !owed.at().isAfter(draft.now())) {
            page(draft, partition, "", incident.paged() != null);
        }
    }

    /**
     * What was added to a page that is over pages of itself: now where one transaction has room for it, else as soon as
     * it is looked at.
     */
    void payAdded(Draft draft) {
        for (var ref : Storms.due(draft)) {
            draft.change(ref.partition(), waiting -> waiting.withOwed(Storms.now(waiting, draft.now())));
            if (draft.size() <= ROOM) {
                pay(draft, ref.partition());
            }
        }
    }

    /** Nobody has acknowledged by the time of the ladder's next step. */
    void climb(Draft draft, String partition) {
        var incident = incident(draft, partition);
        var climb = incident.climb();
        if (climb != null && !climb.at().isAfter(draft.now()) && incident.phase() == Phase.OPEN) {
            pages.climb(draft, partition, climb.step());
        }
    }

    /** What climbed for a run alone climbs no more: the incident is again what its signals make of it. */
    void descended(Draft draft, String partition) {
        if (!incident(draft, partition).signals().isEmpty()) {
            settle(draft, partition);
        }
    }

    private void watch(Draft draft, Incident incident) {
        var partition = incident.ref().partition();
        var until = draft.now().plus(rules.monitoring());
        pages.withdraw(draft, partition);
        draft.change(
                partition,
                watched -> watched.withPhase(Phase.MONITORING)
                        .withWatchedUntil(until)
                        .withOwed(null)
                        .withRespondBy(null)
                        .withPaged(
                                incident.paged() == null
                                        ? null
                                        : incident.paged().withdraw())
                        .withAcknowledgement(null));
        draft.tell(partition, "monitoring", "every alarm is OK; watched until " + Said.time(until));
    }

    /**
     * Nobody gave a sign of life for too long: it is paged again. Where what stands does not page now, the page that
     * was sent is nobody's any more: whatever gets worse later pages anew.
     */
    void lapse(Draft draft, String partition) {
        var incident = incident(draft, partition);
        var acknowledgement = incident.acknowledgement();
        if (acknowledgement == null || acknowledgement.until().isAfter(draft.now())) {
            return;
        }
        var paged = incident.paged();
        draft.change(
                partition,
                lapsed -> lapsed.withAcknowledgement(null)
                        .withPhase(Phase.OPEN)
                        .withPaged(paged == null ? null : paged.withdraw()));
        draft.tell(
                partition,
                "lapsed",
                (acknowledgement.handed() ? "not acknowledged by " : "no sign of life from ") + acknowledgement.by()
                        + " for " + Said.duration(Duration.between(acknowledgement.at(), draft.now())));
        page(draft, partition, "the acknowledgement lapsed", true);
    }

    /** Ends an incident, and lets go of what is not its own. */
    void resolve(Draft draft, String partition, String text, @Nullable String by) {
        pages.withdraw(draft, partition);
        draft.tell(partition, "resolved", text, by);
        if (!Drills.isTest(partition)) {
            updates.end(draft, partition, by);
        }
        Causes.unlink(draft, incident(draft, partition));
        var incident = incident(draft, partition)
                .withPhase(Phase.RESOLVED)
                .withResolvedAt(draft.now())
                .withOwed(null)
                .withAcknowledgement(null);
        draft.end(incident);
        draft.head(draft.head(partition).withOpen(null));
        for (var signal : incident.signals()) {
            if (!signal.partition().equals(partition)) {
                release(draft, incident.ref(), signal);
            }
        }
    }

    /** A symptom whose cause is over stands for itself: it is looked at now. */
    private static void release(Draft draft, IncidentRef from, Signal signal) {
        Head head = draft.head(signal.partition());
        if (from.equals(head.joined())) {
            head = head.withJoined(null);
        }
        if (signal.stands()) {
            head = head.withhold(signal.withWithheld(new Withheld(Why.RELEASED, "its cause is over", draft.now())));
        }
        draft.head(head);
    }

    private static Incident incident(Draft draft, String partition) {
        var open = draft.open(partition);
        if (open == null) {
            throw new IllegalStateException("no open incident of " + partition);
        }
        return open;
    }
}
