package tocsin.triage;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmId;
import tocsin.alarm.AlarmKind;
import tocsin.alarm.AlarmState;
import tocsin.alarm.Metric;
import tocsin.alarm.Transition;
import tocsin.alarm.Way;
import tocsin.config.Acknowledge;
import tocsin.config.Backup;
import tocsin.config.Budget;
import tocsin.config.Channels;
import tocsin.config.Configuration;
import tocsin.config.Hearing;
import tocsin.config.Hours;
import tocsin.config.IgnoreRule;
import tocsin.config.MayTouch;
import tocsin.config.Mode;
import tocsin.config.Pager;
import tocsin.config.Paging;
import tocsin.config.Pattern;
import tocsin.config.Person;
import tocsin.config.Rate;
import tocsin.config.Reach;
import tocsin.config.RunbookModes;
import tocsin.config.Secret;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.config.SeverityRule;
import tocsin.config.Silence;
import tocsin.config.Stage;
import tocsin.config.Times;
import tocsin.config.Unmatched;
import tocsin.config.Window;
import tocsin.incident.Decided;
import tocsin.incident.Decision;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.incident.StoryEntry;
import tocsin.incident.View;
import tocsin.page.Channel;
import tocsin.page.PageChange;
import tocsin.page.Wanted;
import tocsin.runbook.RunRequest;
import tocsin.state.Ledger;

/**
 * A night on call in values alone: a product of a database, an API that needs it and media that need the API; what is
 * decided is applied at once, and every look takes place at its time.
 */
final class Night {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final String DB = "prod/db";
    static final String API = "prod/api";
    static final String MEDIA = "prod/media";
    private static final String ACCOUNT = "111122223333";

    Instant now = NOON;
    View view = View.EMPTY;
    final List<StoryEntry> story = new ArrayList<>();
    final List<RunRequest> runs = new ArrayList<>();
    final List<Incident> ended = new ArrayList<>();
    final Map<String, Wanted> pages = new LinkedHashMap<>();
    final Map<String, Instant> due = new TreeMap<>();
    final Map<String, Readings.Now> cloudWatchSays = new TreeMap<>();
    final Map<String, Double> metrics = new TreeMap<>();
    private final Triage triage;

    Night() {
        this(Paging.ON, List.of());
    }

    Night(Paging paging, List<Window> windows) {
        this(configuration(paging, paging, windows));
    }

    Night(Configuration configuration) {
        triage = new Triage(configuration);
    }

    static Configuration configuration(Paging database, Paging others, List<Window> windows) {
        var services = List.of(
                service("db", List.of(), database),
                service("api", List.of("db"), others),
                service("media", List.of("api"), others));
        var severities = List.of(
                rule(
                        Severity.P0,
                        "{\"alarm\":[{\"suffix\":\"-rate\"}],\"observed\":[{\"numeric\":[\">\",10]}]}",
                        "one in ten fails"),
                rule(Severity.P0, "{\"alarm\":[{\"suffix\":\"-down\"}]}", "it is down"),
                rule(Severity.P1, "{\"alarm\":[{\"suffix\":\"-high\"}]}", "it is high"),
                rule(Severity.P2, "{\"alarm\":[{\"suffix\":\"-rate\"}]}", "one in twenty fails"),
                rule(Severity.P3, "{\"alarm\":[{\"suffix\":\"-slow\"}]}", "it is slow"));
        var hear = new LinkedHashMap<String, Hearing>();
        hear.put("P0", new Hearing(Hours.ALWAYS, false));
        hear.put("P1", new Hearing(Hours.ALWAYS, false));
        hear.put("P2", new Hearing(new Hours(LocalTime.of(8, 0), LocalTime.of(20, 0), ZoneOffset.UTC), true));
        hear.put("P3", new Hearing(null, true));
        var modes = List.of(new RunbookModes(
                "connection-pool",
                new Pattern("{\"metric\":[\"DatabaseConnections\"]}"),
                Map.of("prod", Mode.APPROVE)));
        return new Configuration(
                "valine",
                others,
                List.of(new Stage("prod", ACCOUNT, List.of("us-west-2"), null, services, severities)),
                Unmatched.NOTICE,
                List.of(new IgnoreRule(
                        "scales by itself", new Pattern("{\"alarm\":[{\"prefix\":\"TargetTracking-\"}]}"))),
                ZoneOffset.UTC,
                hear,
                new Pager(new Secret("tocsin/pagerduty"), null, null),
                new Backup(Duration.ofMinutes(6), List.of("owner")),
                new Acknowledge(Duration.ofMinutes(5), Duration.ofMinutes(30)),
                List.of(new Person(
                        "owner", ZoneOffset.UTC, List.of(new Reach(Reach.Kind.SMS, new Secret("tocsin/phone"), null)))),
                new Channels(new Reach(Reach.Kind.MAIL, new Secret("tocsin/mail-topic"), null)),
                modes,
                new Budget(new Rate(1, Duration.ofHours(6)), new Rate(5, Duration.ofDays(1))),
                new MayTouch(List.of(ACCOUNT), Map.of("tocsin", "allowed")),
                windows,
                new Times(
                        new Rate(6, Duration.ofMinutes(30)),
                        new Rate(5, Duration.ofMinutes(5)),
                        new Rate(3, Duration.ofMinutes(5)),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(2),
                        Duration.ofDays(400)));
    }

    private static Service service(String name, List<String> needs, Paging paging) {
        var match = new Pattern("{\"alarm\":[{\"prefix\":\"" + name + "-\"}]}");
        return new Service("prod", name, "all of " + name, needs, match, null, Map.of(), paging);
    }

    private static SeverityRule rule(Severity severity, String pattern, String because) {
        return new SeverityRule(severity, new Pattern(pattern), because);
    }

    static Transition transition(String alarm, AlarmState state, Instant at) {
        var metric = new Metric(
                "m1",
                "AWS/RDS",
                alarm.startsWith("db-high") ? "DatabaseConnections" : "Other",
                Map.of(),
                "Average",
                60,
                null,
                null,
                null,
                true);
        return new Transition(
                new AlarmId("arn:aws:cloudwatch:us-west-2:" + ACCOUNT + ":alarm:" + alarm, null),
                alarm,
                AlarmKind.METRIC,
                Way.EVENTBRIDGE,
                state,
                state == AlarmState.ALARM ? AlarmState.OK : AlarmState.ALARM,
                at,
                ACCOUNT,
                "us-west-2",
                null,
                "Threshold Crossed",
                List.of(metric),
                80.0,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                Map.of());
    }

    Transition alarm(String alarm) {
        return transition(alarm, AlarmState.ALARM, now);
    }

    Decided raise(String alarm) {
        return take(alarm(alarm));
    }

    Decided recover(String alarm) {
        return take(transition(alarm, AlarmState.OK, now));
    }

    Decided lose(String alarm) {
        return take(transition(alarm, AlarmState.INSUFFICIENT_DATA, now));
    }

    Decided take(Transition transition) {
        var placed = triage.place(transition);
        var decision = apply(triage.moved(view, List.of(placed), now));
        if (Triage.blinds(transition)) {
            apply(triage.blinded(view, Objects.requireNonNull(transition.region()), List.of(transition), now));
        }
        return decision.decided().getFirst();
    }

    void silence(String pattern, Duration length) {
        view = new View(
                view.heads(),
                view.boards(),
                List.of(new Silence("s1", new Pattern(pattern), now.plus(length), "deploying", "ann")));
    }

    void acknowledge(String partition, String via) {
        apply(triage.acknowledged(view, open(partition).ref(), "ann", via, now));
    }

    void resolvedAtPager(String partition) {
        apply(triage.resolvedAtPager(view, open(partition).ref(), "ann", now));
    }

    @Nullable String resolve(String partition, @Nullable Duration silence) {
        var resolution = triage.resolved(view, open(partition).ref(), "ann", silence, now);
        apply(resolution.decision());
        return resolution.refusal();
    }

    void delete(String partition, String alarm) {
        apply(triage.deleted(view, partition, alarm(alarm).id(), alarm, now));
    }

    void told(RunTold told) {
        apply(triage.runTold(view, told, now));
    }

    /** Time passes; each service is looked at when its look is due, as WATCH would. */
    void pass(Duration time) {
        var end = now.plus(time);
        for (var next = nextLook(); next != null && !next.isAfter(end); next = nextLook()) {
            now = next.isAfter(now) ? next : now.plusSeconds(1);
            for (var partition : List.copyOf(view.heads().keySet())) {
                var look = looks.get(partition);
                if (look != null && !look.isAfter(now)) {
                    apply(triage.looked(view, partition, new Readings(metrics, cloudWatchSays), now));
                }
            }
        }
        now = end;
    }

    private @Nullable Instant nextLook() {
        return looks.values().stream().min(Instant::compareTo).orElse(null);
    }

    private final Map<String, Instant> looks = new TreeMap<>();

    private Decision apply(Decision decision) {
        view = Ledger.after(view, decision);
        for (var head : decision.heads()) {
            var look = Triage.nextLook(head, decision.at());
            if (look == null) {
                looks.remove(head.partition());
            } else {
                looks.put(head.partition(), look);
            }
        }
        story.addAll(decision.story());
        runs.addAll(decision.runs());
        ended.addAll(decision.ended());
        decision.pages().forEach(this::apply);
        return decision;
    }

    private void apply(PageChange change) {
        var name = change.incident() + " " + change.page().name();
        switch (change) {
            case PageChange.Open open -> {
                pages.put(name, Wanted.TRIGGERED);
                if (open.due() != null) {
                    due.put(name, open.due());
                }
            }
            case PageChange.Say say -> due.put(name, say.due());
            case PageChange.Want want -> pages.put(name, want.wanted());
        }
    }

    /** How many pages were wanted of the pager so far. */
    long paged() {
        return rows(Channel.PAGERDUTY);
    }

    /** How many mails were wanted at once so far. */
    long mailed() {
        return pages.keySet().stream()
                .filter(name -> name.endsWith("/mail") && due.containsKey(name))
                .count();
    }

    private long rows(Channel channel) {
        return pages.keySet().stream()
                .filter(name -> name.endsWith("/" + channel.word()))
                .count();
    }

    Map<String, Wanted> pager() {
        var only = new LinkedHashMap<String, Wanted>();
        pages.forEach((name, wanted) -> {
            if (name.endsWith("/pagerduty")) {
                only.put(name, wanted);
            }
        });
        return only;
    }

    Head head(String partition) {
        return view.head(partition);
    }

    Incident open(String partition) {
        return Objects.requireNonNull(head(partition).open(), "no open incident of " + partition);
    }

    boolean hasOpen(String partition) {
        return head(partition).open() != null;
    }

    List<String> told() {
        return story.stream().map(StoryEntry::what).toList();
    }
}
