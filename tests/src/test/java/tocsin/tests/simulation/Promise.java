package tocsin.tests.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tocsin.health.Canary;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.incident.Owed;
import tocsin.local.pagerduty.Alert;
import tocsin.page.Sns;
import tocsin.state.Documents;
import tocsin.state.Due;
import tocsin.state.Keys;
import tocsin.state.Queues.Queue;
import tocsin.state.Row;
import tocsin.testing.TestingPorts;

/**
 * What must hold, told from the world's own ledger: what CloudWatch held, what rang at PagerDuty, what was changed in
 * production. Rows are looked at for timers and ends alone; what they say of themselves is not believed.
 */
final class Promise {
    /** Longer than a symptom may be kept silent, and than a channel that failed waits. */
    static final Duration CALM = Duration.ofMinutes(25);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration SOON = MINUTE.multipliedBy(5);

    /** The raw page goes out after two minutes; but INTAKE itself may hang or crash a few times. */
    static final Duration BLIND_BY = MINUTE.multipliedBy(8);

    /** An acknowledgement lasts 12 minutes without a sign of life, and then it is to ring again. */
    private static final Duration ACKNOWLEDGED = MINUTE.multipliedBy(36);

    /** A sweep comes each five minutes, and takes what is older than two; what it takes in has to ring then. */
    private static final Duration SWEPT = MINUTE.multipliedBy(15);

    /** What maintenance let go of has rung by then, though a run may be tried first. */
    private static final Duration LET_GO = MINUTE.multipliedBy(10);

    private static final Duration LOOKED_AT = MINUTE.multipliedBy(12);
    private static final Map<String, List<String>> COVERED_BY =
            Map.of("api", List.of("api", "db"), "db", List.of("db"), "frontend", List.of("frontend"));
    private static final String WATCHDOG = "us-east-2";
    static final String BLIND = "tocsin-blind-us-west-2";

    private final Trace trace;
    private final Agenda agenda;
    private final TestingPorts ports;
    private final Pagers pagers;
    private final Guarded guarded;
    private final Alarms alarms;
    private final People people;
    private final Steering steering;
    private final Upkeep upkeep;
    private final Runs runs;
    private final Weather weather;
    private final Documents documents = new Documents();
    private final List<String> broken = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();
    private Instant beat = Instant.MIN;
    private int beats;
    private int publications;
    private final List<String> added = new ArrayList<>();
    private int telephoned;
    private int changes;
    private Instant calm = Instant.MIN;

    Promise(
            Trace trace,
            Agenda agenda,
            TestingPorts ports,
            Pagers pagers,
            Guarded guarded,
            Alarms alarms,
            People people,
            Steering steering,
            Upkeep upkeep,
            Runs runs,
            Weather weather) {
        this.trace = trace;
        this.agenda = agenda;
        this.ports = ports;
        this.pagers = pagers;
        this.guarded = guarded;
        this.alarms = alarms;
        this.people = people;
        this.steering = steering;
        this.upkeep = upkeep;
        this.runs = runs;
        this.weather = weather;
    }

    /** What did not hold, each as a sentence. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    /** From now on nothing fails. */
    void calms() {
        calm = agenda.now();
    }

    void broke(String otherwise) {
        check(false, otherwise);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds && !broken.contains(otherwise)) {
            trace.tell(agenda.now(), "BROKEN: " + otherwise);
            broken.add(otherwise);
        }
    }

    /** What was changed since the last time may help, and must have been allowed. */
    void changed() {
        alarms.look();
        guarded.look();
        var all = guarded.made();
        all.subList(changes, all.size()).forEach(change -> alarms.changed(change.target()));
        changes = all.size();
        guarded.takeBroken().forEach(this::broke);
    }

    /** Five minutes after the last fault: each that stands has rung somebody, or something live will see to it. */
    void standing() {
        for (var alarm : alarms.inAlarm()) {
            check(
                    alarm.isCheck() // the next sweep sees it
                            || isFresh(alarm)
                            || isCovered(alarm)
                            || isTimed(alarm) && (!wasLetGo(alarm) || wasCoveredLately(alarm)),
                    alarm.title() + " stands in ALARM, no page of it is out, and nothing will look at it");
        }
    }

    /** At the end of a calm: each that stands has rung somebody. */
    void rung() {
        for (var alarm : alarms.inAlarm()) {
            check(
                    isFresh(alarm) || isCovered(alarm) || isTimed(alarm) && wasCoveredLately(alarm),
                    alarm.title() + " stands in ALARM and no page of it is out");
        }
        rings();
    }

    /** Whether a canary has come out of the end of the way since the last time. */
    void beats() {
        var told = ports.heartbeats.told();
        if (told.subList(beats, told.size()).stream()
                .anyMatch(each -> each.region().equals(WATCHDOG))) {
            beat = agenda.now();
        }
        beats = told.size();
    }

    /** Five minutes after the last fault, and from then on: the watchdog has nothing to ring for. */
    void beating() {
        check(
                !beat.isBefore(agenda.now().minus(SOON)),
                "all is well, and no canary has come out of the end of the way for five minutes");
    }

    /** While nothing but the stream works: what pages at once has rung. */
    void streamed() {
        for (var alarm : alarms.inAlarm()) {
            var standing = alarms.standing(alarm);
            if (alarm.atOnce()
                    && !alarm.isCheck() // it is WATCH that looks
                    && !standing.quietUntil().isAfter(standing.since())
                    && steering.merged(alarm.service()).isEmpty() // who leads then, and until when, is WATCH's to see
                    && !alarms.isUnheard(alarm) // CloudWatch's own list is WATCH's to read
                    && !wasTakenOnce(alarm)
                    && !wasItsCausesOnce(alarm)
                    && added(alarm).findAny().isEmpty()) { // when that page is over is WATCH's to see
                check(
                        isFresh(alarm) || isCovered(alarm),
                        alarm.title() + " stands in ALARM, and the stream brought no page of it");
            }
        }
    }

    /**
     * By whoever took its alert, or that of what needs it, which stands for its cause. When it is that person's no more
     * is WATCH's to see.
     */
    private boolean wasTakenOnce(AlarmNow alarm) {
        var services = COVERED_BY.entrySet().stream()
                .filter(each -> each.getValue().stream().anyMatch(covering(alarm)::contains))
                .map(Map.Entry::getKey)
                .toList();
        return services.stream()
                        .anyMatch(service -> people.acknowledged(service).isAfter(Instant.MIN))
                || pagers.alerts().stream()
                        .filter(alert -> services.stream().anyMatch(service -> isOf(alert, service)))
                        .anyMatch(alert -> takenWhileTold(alert) > 0);
    }

    /** The page of its cause was its own, until it was resolved: that it is not any more is WATCH's to see. */
    private boolean wasItsCausesOnce(AlarmNow alarm) {
        return pagers.alerts().stream()
                .filter(alert -> covering(alarm).stream()
                        .filter(service -> !service.equals(alarm.service()))
                        .anyMatch(service -> isOf(alert, service)))
                .anyMatch(alert -> alert.history()
                        .getLast()
                        .at()
                        .isAfter(alarms.standing(alarm).since()));
    }

    /** The table does not answer, and INTAKE has had an alarm for minutes. */
    void blind(String alarm) {
        check(
                pagers.alerts().stream()
                        .anyMatch(alert -> alert.key().equals(BLIND)
                                && (isOpen(alert)
                                        || pagers.pagerDuty
                                                .alerts()
                                                .isEmpty())), // a telephone rings until somebody hears it
                "the table is down for minutes with " + alarm + " in hand, and the raw page is not out");
    }

    /** Whether it has come so lately, or was withheld so lately, that nothing need have happened. */
    private boolean isFresh(AlarmNow alarm) {
        var standing = alarms.standing(alarm);
        var until = agenda.now().minus(SOON);
        return !alarm.pages()
                || isUnswept(alarm)
                || standing.since().isAfter(until)
                || standing.quietUntil().isAfter(until)
                || !alarm.atOnce() && isHeld(alarm);
    }

    /** By a window, while something live will look at it again; or lately, so that it is being looked at. */
    private boolean isHeld(AlarmNow alarm) {
        var now = agenda.now();
        return Simulation.inWindow(now, Duration.ZERO) || upkeep.holds(now, Duration.ZERO)
                ? isTimed(alarm)
                : inWindow(now);
    }

    private boolean inWindow(Instant at) {
        return Simulation.inWindow(at, SOON) || upkeep.holds(at, SOON);
    }

    /** By maintenance that was over sooner than planned, a while ago: how long it would have been held is no timer. */
    private boolean wasLetGo(AlarmNow alarm) {
        var letGo = upkeep.cutShort(agenda.now()).orElse(Instant.MAX);
        var from = letGo.isAfter(calm) ? letGo : calm;
        return alarms.standing(alarm).since().isBefore(letGo)
                && from.isBefore(agenda.now().minus(LET_GO))
                && !Simulation.inWindow(agenda.now(), LET_GO);
    }

    /** No message tells of it, and CloudWatch's own list may not have been read since. */
    private boolean isUnswept(AlarmNow alarm) {
        var since = alarms.standing(alarm).since();
        return alarms.isUnheard(alarm) && agenda.now().isBefore((since.isAfter(calm) ? since : calm).plus(SWEPT));
    }

    private boolean isCovered(AlarmNow alarm) {
        return isAcknowledged(alarm)
                || linked(alarm).anyMatch(this::isHad)
                || isAdded(alarm)
                || pagers.alerts().stream()
                        .anyMatch(alert -> covering(alarm).stream().anyMatch(service -> isOf(alert, service))
                                && (isOpen(alert) || wasTaken(alert)));
    }

    /** No telephone rings for what somebody has, and none says who that is. */
    private boolean isHad(String service) {
        return pagers.pagerDuty.alerts().isEmpty()
                && people.had(service).isAfter(agenda.now().minus(ACKNOWLEDGED));
    }

    /** In a storm it is told on another service's page, which rings, or somebody has it. */
    private boolean isAdded(AlarmNow alarm) {
        return added(alarm)
                .anyMatch(added -> isHad(added.partition().replaceFirst(".*/", ""))
                        || pagers.alerts().stream()
                                .anyMatch(alert -> alert.key()
                                                .startsWith("tocsin-" + added.partition() + "-" + added.number() + "-")
                                        && (isOpen(alert) || wasTaken(alert))));
    }

    /** On whose page it is told. */
    private Stream<IncidentRef> added(AlarmNow alarm) {
        return covering(alarm).stream()
                .map(service -> ports.table.row(Keys.head("prod/" + service)))
                .flatMap(Stream::ofNullable)
                .map(row -> documents.heads().fromJson(Objects.requireNonNull(row.text("body"))))
                .map(Head::open)
                .flatMap(Stream::ofNullable)
                .map(Incident::owed)
                .flatMap(Stream::ofNullable)
                .map(Owed::added)
                .flatMap(Stream::ofNullable);
    }

    /** Whose incidents may be one with the alarm's. */
    private Stream<String> linked(AlarmNow alarm) {
        var linked = alarm.service().equals("frontend") ? List.of("frontend") : List.of("api", "db");
        return Stream.concat(linked.stream(), linked.stream().flatMap(service -> steering.merged(service).stream()));
    }

    /** Who acknowledges an incident acknowledges what is linked with it, whether or not that has rung yet. */
    private boolean isAcknowledged(AlarmNow alarm) {
        return linked(alarm)
                        .map(people::acknowledged)
                        .anyMatch(at -> !at.isBefore(alarms.standing(alarm).since())
                                && at.isAfter(agenda.now().minus(ACKNOWLEDGED)))
                || isOfWhatIsAcknowledged(alarm);
    }

    /** A symptom that comes later is no news to whoever has its cause, which stands and is as bad. */
    private boolean isOfWhatIsAcknowledged(AlarmNow alarm) {
        var at = people.acknowledged("db");
        var causes = alarm.atOnce() ? List.of(Alarms.UNREACHABLE) : List.of(Alarms.UNREACHABLE, Alarms.CONNECTIONS);
        return alarm.service().equals("api")
                && at.isAfter(agenda.now().minus(ACKNOWLEDGED))
                && causes.stream()
                        .anyMatch(cause -> alarms.isInAlarm(cause)
                                && !at.isBefore(alarms.standing(cause).since()));
    }

    /** Whose page stands for the alarm's too. */
    private List<String> covering(AlarmNow alarm) {
        return Stream.concat(Stream.of(alarm.service()), COVERED_BY.getOrDefault(alarm.service(), List.of()).stream())
                .flatMap(service -> Stream.concat(Stream.of(service), steering.merged(service).stream()))
                .distinct()
                .toList();
    }

    private static boolean isOpen(Alert alert) {
        return alert.state() != Alert.State.RESOLVED;
    }

    /** Somebody resolved it by hand though the alarm stands: so it is that person's, for a while. */
    private boolean wasTaken(Alert alert) {
        var last = alert.history().getLast();
        var alive = last.at().isAfter(people.alive()) ? last.at() : people.alive();
        return last.what().startsWith("resolved by Ann")
                && alive.isAfter(agenda.now().minus(ACKNOWLEDGED));
    }

    /** Its cause's page was out until a while ago: it is looked at 10 minutes after that at the latest. */
    private boolean wasCoveredLately(AlarmNow alarm) {
        return pagers.alerts().stream()
                .filter(alert -> covering(alarm).stream().anyMatch(service -> isOf(alert, service)))
                .anyMatch(alert ->
                        alert.history().getLast().at().isAfter(agenda.now().minus(LOOKED_AT)));
    }

    private boolean isTimed(AlarmNow alarm) {
        return ports.table.rows().stream()
                .filter(row -> covering(alarm).stream()
                        .anyMatch(service -> row.key().pk().equals("prod/" + service)))
                .map(row -> row.number(Due.AT))
                .anyMatch(at -> at != null
                        && at <= agenda.now().plus(MINUTE.multipliedBy(30)).toEpochMilli());
    }

    private static boolean isOf(Alert alert, String service) {
        return alert.key().startsWith("tocsin-prod/" + service + "-");
    }

    /** Each key rings once; a service has one open alert; a telephone rings again only where nobody could know. */
    private void rings() {
        var keys = new TreeMap<String, Long>();
        var open = new TreeMap<String, Long>();
        for (var alert : pagers.alerts()) {
            if (pagers.telephones.alerts().isEmpty()) { // a ladder rings again and again: of that twice() tells
                keys.merge(alert.key(), alert.rings() - takenWhileTold(alert), Long::sum);
            }
            if (isOpen(alert)) {
                open.merge(alert.key().replaceFirst("-\\d+-\\d+$", ""), 1L, Long::sum);
            }
        }
        check(
                pagers.pagerDuty.alerts().isEmpty()
                        || pagers.telephones.alerts().isEmpty(),
                "PagerDuty rings, and a ladder of our own beside it");
        check(
                pagers.telephones.twice() <= weather.doubts(),
                "a telephone rang anew for what it had just rung for, " + pagers.telephones.twice() + " times");
        keys.forEach((key, rings) ->
                check(rings <= questions(key) || key.equals(BLIND), "the page " + key + " rang " + rings + " times"));
        open.forEach((service, count) -> check(count <= 1, service + " has " + count + " open alerts"));
        check(
                telephoned <= asked.size() + pagers.telephones.asked() + weather.doubts(),
                "the telephone rang " + telephoned + " times for " + asked.size() + " pages");
        check(
                added.size() - new HashSet<>(added).size() <= weather.doubts(),
                "somebody was told twice what a storm had added: " + added);
    }

    /** How often a page may ring: once, and what is beside an incident once for each thing that a run asks. */
    private long questions(String key) {
        var run = key.replaceFirst("tocsin-prod/([a-z]+-\\d+)-\\d+-run-(\\d+)", "$1/$2");
        var seen = runs.named(run);
        return seen == null ? 1 : Math.max(1, seen.questions);
    }

    /** What is on its way to PagerDuty while somebody resolves there opens the key anew: nobody can know of it. */
    private static long takenWhileTold(Alert alert) {
        return alert.history().stream()
                .filter(each -> each.what().startsWith("resolved by Ann"))
                .count();
    }

    /** PagerDuty was asked something, whether or not it heard it. */
    void asked(String request, int status, Turns turns) {
        var key = request.replaceFirst(".*\"dedup_key\":\"([^\"]*)\".*", "$1");
        var event = request.replaceFirst(".*\"event_action\":\"([^\"]*)\".*", "$1");
        asked.add(key);
        check(!turns.isAnotherAt(key) || key.equals(BLIND), "two at once are at the page " + key);
        trace.tell(agenda.now(), "PagerDuty answers " + status + " to " + event + " " + key);
    }

    /** What was published since the last time. */
    void published() {
        var all = ports.sns.published();
        for (var each : all.subList(publications, all.size())) {
            trace.tell(agenda.now(), "SNS: " + each.text().lines().findFirst().orElse(""));
            if (each instanceof Sns.ToPhone && each.text().contains(": also ")) {
                added.add(each.text()); // whoever has a page is told what a storm adds to it
            } else if (each instanceof Sns.ToPhone) {
                telephoned++;
            }
        }
        publications = all.size();
    }

    /** All is well in production, and has been for long: so it is everywhere. */
    void settled() {
        rings();
        for (var alert : pagers.alerts()) {
            check(!isOpen(alert), "all is well and " + alert.key() + " is " + alert.state());
        }
        for (var row : ports.table.rows()) {
            check(row.number(Due.AT) == null || row.key().equals(Keys.RECONCILED), row.key() + " is due for ever");
            check(!row.toString().contains(Canary.PREFIX), row.key() + " takes the canary for an alarm");
        }
        for (var queue : List.of(Queue.ALARMS, Queue.PAGES, Queue.STEPS)) {
            var left = ports.queues.bodies(queue).size();
            check(left == 0, queue + " holds " + left);
        }
        guarded.settled();
        guarded.takeBroken().forEach(this::broke);
        check(ports.queues.deadBodies(Queue.ALARMS).isEmpty(), "an alarm is with the dead letters");
        stories();
    }

    /** The story of each incident that rang tells that it was opened, paged as often as it rang, and resolved. */
    private void stories() {
        var told = new TreeMap<String, List<String>>();
        for (var row : ports.table.rows()) {
            var sk = row.key().sk();
            if (sk.contains("/story#")) {
                told.computeIfAbsent(row.key().pk() + " " + sk.substring(0, sk.indexOf('/')), each -> new ArrayList<>())
                        .add(what(row));
            }
        }
        var generations = new TreeMap<String, Integer>();
        for (var alert : pagers.alerts()) {
            var parts = alert.key().split("-", -1); // tocsin-prod/api-1-2, and "-run-1" after it beside a run
            if (parts.length == 4 && parts[1].startsWith("prod/")) {
                generations.merge(
                        "%s incident#%06d".formatted(parts[1], Integer.parseInt(parts[2])),
                        Integer.parseInt(parts[3]),
                        Math::max);
            }
        }
        generations.forEach((incident, generation) -> {
            var words = told.getOrDefault(incident, List.of());
            check(words.contains("opened"), "the story of " + incident + " does not tell why it was opened");
            check(words.contains("resolved"), "the story of " + incident + " has no end");
            var paged = words.stream()
                    .filter(word -> word.equals("paged") || word.equals("reassigned"))
                    .count();
            check(paged >= generation, "the story of " + incident + " tells of " + paged + " pages of " + generation);
        });
    }

    private static String what(Row row) {
        var body = String.valueOf(row.text("body"));
        var at = body.indexOf("\"what\":\"") + 8;
        return body.substring(at, body.indexOf('"', at));
    }
}
