package tocsin.triage;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.config.Mode;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.incident.Phase;
import tocsin.incident.RunState;
import tocsin.incident.Withheld;
import tocsin.incident.Withheld.Why;
import tocsin.maintenance.Announcing;
import tocsin.maintenance.Checked;
import tocsin.maintenance.Course;
import tocsin.maintenance.Maintenance;
import tocsin.maintenance.News;
import tocsin.maintenance.Plans;
import tocsin.maintenance.Telling;
import tocsin.page.Channel;
import tocsin.page.Message;
import tocsin.page.PageChange;
import tocsin.page.PageRef;
import tocsin.page.Wanted;
import tocsin.runbook.RunRequest;

/**
 * Maintenance: what comes of its news. Users are told, whatever paging is on: somebody has planned it. All that leaves
 * is a row beside the decision, and what is shown somewhere is one row that wants it shown so.
 */
final class Maintaining {
    private static final String PARTITION = Maintenance.PARTITION;

    /** Where what belongs to all of them stands; their own stories are under their numbers. */
    private static final IncidentRef ALL = new IncidentRef(PARTITION, 0);

    /** So many services are let go in one transaction; the rest of them in the next. */
    private static final int MOST_RELEASED = 30;

    private final Rules rules;
    private final Placing placing;
    private final Pages pages;

    Maintaining(Rules rules, Placing placing, Pages pages) {
        this.rules = rules;
        this.placing = placing;
        this.pages = pages;
    }

    static boolean isOne(String partition) {
        return partition.equals(PARTITION);
    }

    /** Those that are to be checked, whether they can end. */
    List<Maintenance> toCheck(Plans plans, Instant now) {
        return rules.course().map(course -> course.toCheck(plans, now)).orElse(List.of());
    }

    /** Goes on to now. */
    void look(Draft draft, Map<Long, Checked> checked) {
        rules.course().ifPresent(course -> on(draft, course, draft.plans(), List.of(), checked));
    }

    /** What a person does; gives why it was not done, or empty. */
    Optional<String> act(Draft draft, BiFunction<Course, Plans, Course.Act> act) {
        var course = rules.course();
        if (course.isEmpty()) {
            return Optional.of("tocsin.yaml has no maintenance: it says whom maintenance is told to, and how");
        }
        return switch (act.apply(course.get(), draft.plans())) {
            case Course.Act.Refused(var why) -> Optional.of(why);
            case Course.Act.Done(var step, var of) -> {
                if (step.news().isEmpty() && step.plans().equals(draft.plans())) {
                    yield Optional.empty(); // asked for once more: it is so already
                }
                on(draft, course.get(), step.plans(), step.news(), Collections.emptyMap());
                yield Optional.empty();
            }
        };
    }

    private void on(Draft draft, Course course, Plans plans, List<News> first, Map<Long, Checked> checked) {
        var before = draft.plans();
        draft.plan(plans, null);
        first.forEach(news -> tell(draft, news));
        var step = course.on(draft.plans(), checked, draft.now());
        draft.plan(step.plans(), null);
        step.news().forEach(news -> tell(draft, news));
        show(draft);
        var left = release(draft);
        var after = draft.plans();
        for (var each : after.all()) {
            var document = document(each);
            if (!before.of(each.number()).map(Maintaining::document).equals(Optional.of(document))) {
                draft.end(document);
            }
        }
        draft.plan(after, left ? draft.now() : course.due(after, draft.now()).orElse(null));
    }

    // --- what is told --------------------------------------------------------------------------------------------

    private void tell(Draft draft, News news) {
        var announcing = rules.announcing().orElseThrow();
        var telling = new Telling(rules.product(), announcing);
        var of = news.of();
        switch (news) {
            case News.Planned planned ->
                story(draft, of, "planned", of.what() + ", " + Telling.when(of) + about(of), of.by());
            case News.Announced(var _, var late) -> {
                story(draft, of, "announced", announced(announcing, of, late), null);
                users(draft, of, "announce", telling.ahead(of, late));
            }
            case News.Reminded reminded ->
                story(draft, of, "reminded", "the banner and the notice are up until it begins", null);
            case News.Begun begun -> begin(draft, announcing, of);
            case News.Missed missed -> missed(draft, telling, of);
            case News.Moved(var _, var was) -> {
                story(draft, of, "moved", "until " + Said.time(of.ends()) + ", not " + Said.time(was.ends()), null);
                if (of.announced() != null && of.phase() == Maintenance.Phase.PLANNED) {
                    users(draft, of, "moved-" + draft.now().toEpochMilli(), telling.moved(of, was));
                }
            }
            case News.EndAsked asked ->
                story(draft, of, "end asked", "the work is done; the smoke tests decide", of.endAskedBy());
            case News.NotOver(var _, var why) -> notOver(draft, announcing, of, why);
            case News.Over(var _, var why) -> {
                story(draft, of, "over", why, of.endAskedBy());
                if (of.emergency() || of.announced() != null) {
                    users(draft, of, "over", telling.over(of, draft.now()));
                }
            }
            case News.CalledOff(var _, var by) -> {
                story(draft, of, "called off", "it is not done", by);
                if (of.announced() != null) {
                    users(draft, of, "called-off", telling.calledOff(of));
                }
            }
        }
    }

    private static String about(Maintenance of) {
        return ", in " + of.stage() + (of.services().isEmpty() ? "" : ": " + String.join(", ", of.services()));
    }

    private String announced(Announcing announcing, Maintenance of, boolean late) {
        if (announcing.users() == null) {
            return "nobody is mailed: tocsin.yaml has no maintenance.mail";
        }
        if (!rules.mailsUsers(of)) {
            return "nobody is mailed: users do not see " + of.stage();
        }
        return "all users are mailed"
                + (late ? ", later than " + Said.duration(announcing.mailAhead()) + " ahead" : "");
    }

    private static void story(Draft draft, Maintenance of, String what, String text, @Nullable String by) {
        draft.tell(PARTITION, of.number(), what, of.id() + ": " + text, by);
    }

    private void begin(Draft draft, Announcing announcing, Maintenance of) {
        var what = of.emergency() ? "an emergency: " + of.what() : of.what();
        story(draft, of, "begun", what + ", until " + Said.time(of.ends()), of.by());
        if (of.emergency() && rules.hasMail()) {
            team(draft, of, "emergency", of.id() + ", an emergency, has begun: " + of.what());
        }
        var runbook = announcing.runbook(of);
        var service = rules.services().stream().filter(of::concerns).findFirst();
        if (service.isPresent()
                && rules.mode(runbook, service.get().partition()).kind() != Mode.Kind.SHADOW) {
            var run = new RunRequest(
                    of.id() + "/1",
                    of.ref(),
                    1,
                    runbook,
                    service.get().partition(),
                    Severity.P3,
                    null,
                    draft.now(),
                    of.by(),
                    null,
                    null);
            draft.run(run);
            put(draft, of.withRun(new RunState(1, runbook, 0, "asked for", false)));
        }
    }

    private void missed(Draft draft, Telling telling, Maintenance of) {
        var text = "did not happen: nobody was there to begin it before " + Said.time(of.ends());
        story(draft, of, "missed", text, null);
        if (rules.hasMail()) {
            team(draft, of, "missed", of.id() + " " + text);
        }
        if (of.announced() != null) {
            users(draft, of, "missed", telling.missed(of));
        }
    }

    private void notOver(Draft draft, Announcing announcing, Maintenance of, String why) {
        var overruns = of.overruns(draft.now());
        var text = (overruns ? "overruns its end at " + Said.time(of.ends()) + ": " : "cannot end: ") + why
                + "; what alarms is held no longer than " + Said.time(of.ends())
                + "; looked at each minute, told again in "
                + Said.duration(announcing.again());
        story(draft, of, overruns ? "overruns" : "not over", text, null);
        if (rules.hasMail()) {
            team(draft, of, "not-over-" + draft.now().toEpochMilli(), of.id() + " " + text);
        }
    }

    private void team(Draft draft, Maintenance of, String name, String summary) {
        pages.notice(draft, PARTITION, name + "-" + of.number(), summary, Map.of("what", of.what()));
    }

    /** Mailed under no incident's number: no link goes with it. */
    private void users(Draft draft, Maintenance of, String name, Telling.Text text) {
        if (!rules.mailsUsers(of)) {
            return;
        }
        var page = new PageRef(0, name + "-" + of.number(), PageRef.USERS, Channel.MAIL);
        draft.page(new PageChange.Open(ALL, page, message(PARTITION, name + of.number(), text), draft.now(), null));
    }

    private static Message message(String service, String name, Telling.Text text) {
        return Message.of(PARTITION, service, null, "tocsin-" + PARTITION + "-" + name, text.summary(), text.details());
    }

    private static void put(Draft draft, Maintenance changed) {
        draft.plan(draft.plans().with(changed), null);
    }

    // --- what is shown -------------------------------------------------------------------------------------------

    private void show(Draft draft) {
        var announcing = rules.announcing().orElseThrow();
        var first = rules.stages().getFirst().name();
        if (announcing.statusPage() != null) {
            show(draft, "status-page", first, PARTITION, Channel.STATUS);
        }
        var notice = announcing.notice();
        if (notice != null) {
            for (var stage : rules.stages()) {
                var partition = stage.name() + "/" + notice;
                if (rules.service(partition).isPresent()) {
                    show(draft, "notice-" + stage.name(), stage.name(), partition, Channel.NOTICE);
                }
            }
        }
    }

    /** Where it is shown otherwise than it should be, the row wants that from now on. */
    private void show(Draft draft, String name, String stage, String service, Channel channel) {
        var text = Telling.shown(draft.plans(), stage, draft.now());
        var usual = Telling.shown(Plans.NONE, stage, draft.now());
        var shown = draft.plans().shown();
        if (shown.getOrDefault(name, usual.details().toString())
                .equals(text.details().toString())) {
            return;
        }
        var page = new PageRef(0, name, PageRef.USERS, channel);
        draft.page(new PageChange.Show(ALL, page, Wanted.TRIGGERED, message(service, name, text), draft.now()));
        var more = new TreeMap<>(shown);
        more.put(name, text.details().toString());
        draft.plan(draft.plans().withShown(more), null);
    }

    // --- what is held --------------------------------------------------------------------------------------------

    /**
     * What a window holds and that is over sooner than it was held for is looked at when it is over; gives whether some
     * is left for the next time.
     */
    private boolean release(Draft draft) {
        var released = 0;
        for (var service : rules.services()) {
            if (draft.view().knows(service.partition()) && release(draft, service, released < MOST_RELEASED)) {
                released++;
                if (released > MOST_RELEASED) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean release(Draft draft, Service service, boolean now) {
        var any = false;
        for (var signal : draft.head(service.partition()).withheld()) {
            var withheld = signal.withheld();
            if (withheld == null || withheld.why() != Why.WINDOW) {
                continue;
            }
            var description = placing.describe(service.partition(), signal.transition());
            var end = rules.windowEnd(service, signal.severity(), description, draft.plans(), draft.now())
                    .orElse(draft.now());
            if (end.isBefore(withheld.until())) {
                any = true;
                if (now) {
                    var sooner = new Withheld(Why.WINDOW, "in a maintenance window until " + Said.time(end), end);
                    draft.head(draft.head(service.partition()).withhold(signal.withWithheld(sooner)));
                }
            }
        }
        return any;
    }

    // --- its checklist -------------------------------------------------------------------------------------------

    /** What its run tells: nobody is rung by a task to tick off. */
    void told(Draft draft, RunTold told) {
        draft.tell(PARTITION, told.incident().number(), "run", told.id() + ": " + told.text(), told.by());
        var of = draft.plans().of(told.incident().number()).orElse(null);
        var course = rules.course();
        if (of == null || course.isEmpty()) {
            return;
        }
        var run = of.run();
        var changed =
                of.withRun(new RunState(told.number(), run == null ? "" : run.runbook(), 0, told.text(), told.over()));
        draft.end(document(changed));
        var plans = draft.plans().with(changed);
        draft.plan(plans, course.get().due(plans, draft.now()).orElse(null));
        if ((told.what() == RunTold.What.FAILED || told.what() == RunTold.What.STOPPED) && rules.hasMail()) {
            team(draft, of, "run", told.id() + " failed: " + told.text());
        }
    }

    /** As people look it up by what they call it. */
    private static Incident document(Maintenance of) {
        var run = of.run();
        return new Incident(
                of.ref(),
                of.id(),
                Severity.P3,
                (of.emergency() ? "emergency maintenance: " : "maintenance: ") + of.what() + ", " + Telling.when(of),
                of.phase().live() ? Phase.MITIGATING : Phase.RESOLVED,
                of.begins(),
                of.over(),
                List.of(),
                null,
                List.of(),
                null,
                null,
                null,
                List.of(),
                List.of(),
                run == null ? List.of() : List.of(run),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
