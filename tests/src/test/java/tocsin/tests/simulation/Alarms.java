package tocsin.tests.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.alarm.CloudWatch.Contributor;
import tocsin.alarm.Metric;
import tocsin.testing.TestingPorts;
import tocsin.tests.story.Production;

/** The world's ledger of CloudWatch: how each alarm stands, since when, and until when it may keep quiet. */
final class Alarms {
    static final AlarmNow CONNECTIONS = AlarmNow.of("db", "db-connections", "db-connections", false);
    static final AlarmNow UNREACHABLE = AlarmNow.of("db", "db-unreachable", "db-unreachable", true);
    private static final AlarmNow BUSY =
            AlarmNow.of("db", "db-cpu-warning", "db-cpu-warning", false).mailed();
    private static final AlarmNow ERRORS = AlarmNow.contributor("api", "api-errors", "a1b2c3d4e5f60718");
    static final AlarmNow FRONT = AlarmNow.of("frontend", "frontend-error-rate", "frontend-error-rate", true);

    /** What the health sweep looks at: whether the page comes. */
    static final AlarmNow PAGE = AlarmNow.check("frontend", "page-check");

    /** Two sweeps, of which the first may have been before it, and what comes of the second. */
    private static final Duration SWEPT = Duration.ofMinutes(7);

    static final List<AlarmNow> ALL = List.of(
            AlarmNow.of("api", "api-5xx", "api-5xx-60", true),
            AlarmNow.of("api", "api-error-rate", "api-error-rate-60", true),
            ERRORS,
            AlarmNow.contributor("api", "api-errors", "b7c8d9e0f1a2b3c4"),
            UNREACHABLE,
            CONNECTIONS,
            FRONT,
            BUSY);

    /** What an alarm of many series watches. */
    private static final Metric QUERY = new Metric(
            "q1",
            null,
            null,
            Map.of(),
            null,
            60,
            null,
            "SELECT SUM(Errors) FROM SCHEMA(\"AWS/Lambda\", FunctionName) GROUP BY FunctionName",
            null,
            true);

    /** Of a thousand minutes, in each of the climates. */
    private static final int[] MOVES = {120, 250, 40};

    private static final int[] LEAKS = {0, 20, 200};

    /** Of a thousand moves, those of which no way tells. */
    private static final int[] LOSSES = {0, 50, 300};

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofSeconds(10);

    private final Choices choices;
    private final Trace trace;
    private final Agenda agenda;
    private final TestingPorts ports;
    private final Production production;
    private final Consumer<Told> ways;
    private final int moves;
    private final int leaks;
    private final int losses;
    private final List<AlarmNow> all;
    private final Map<AlarmNow, Standing> standings = new LinkedHashMap<>();
    private final Map<String, Instant> muted = new LinkedHashMap<>();
    private final Map<String, Instant> stood = new LinkedHashMap<>();
    private final Set<AlarmNow> unheard = new LinkedHashSet<>();
    private @Nullable AlarmNow flapping;
    private int flaps;
    private Instant lastUnheard = Instant.MIN;

    /** One message of one way, as it comes to Tocsin. */
    record Told(AlarmNow alarm, String way, boolean inAlarm, String body) {}

    /** @param quietUntil until when a mute or a silence may withhold its page */
    record Standing(boolean inAlarm, Instant since, Instant quietUntil) {}

    /**
     * @param ways where what CloudWatch tells goes to
     * @param checked whether the health sweep looks on, too
     */
    Alarms(
            Choices choices,
            Trace trace,
            Agenda agenda,
            TestingPorts ports,
            Production production,
            Consumer<Told> ways,
            boolean checked) {
        this.choices = choices;
        this.trace = trace;
        this.agenda = agenda;
        this.ports = ports;
        this.production = production;
        this.ways = ways;
        all = checked ? Stream.concat(ALL.stream(), Stream.of(PAGE)).toList() : ALL;
        moves = MOVES[choices.below(MOVES.length)];
        leaks = LEAKS[choices.below(LEAKS.length)];
        losses = LOSSES[choices.below(LOSSES.length)];
        all.forEach(alarm -> stand(alarm, new Standing(false, agenda.now(), Instant.MIN)));
    }

    /** Every alarm of this world. */
    List<AlarmNow> all() {
        return all;
    }

    Standing standing(AlarmNow alarm) {
        return standings.getOrDefault(alarm, new Standing(false, Instant.MIN, Instant.MIN));
    }

    boolean isInAlarm(AlarmNow alarm) {
        return standing(alarm).inAlarm();
    }

    /** Whether its last move was told by no way: only CloudWatch's own list knows of it. */
    boolean isUnheard(AlarmNow alarm) {
        return unheard.contains(alarm);
    }

    /** When the last one moved of which no way tells, or what only the health sweep sees. */
    Instant lastUnheard() {
        return lastUnheard;
    }

    /** Those that stand in ALARM now. */
    List<AlarmNow> inAlarm() {
        return all.stream().filter(this::isInAlarm).toList();
    }

    /** Whatever withholds it, withholds it no longer than this. */
    void quiet(AlarmNow alarm, Instant until) {
        var standing = standing(alarm);
        if (until.isAfter(standing.quietUntil())) {
            standings.put(alarm, new Standing(standing.inAlarm(), standing.since(), until));
        }
    }

    /** Notes which of them stand, and are not muted. */
    void look() {
        all.stream()
                .filter(alarm -> alarm.equals(CONNECTIONS) ? isFull() : isInAlarm(alarm))
                .filter(alarm -> !muted.containsKey(alarm.alarm()))
                .forEach(alarm -> stood.put(alarm.alarm(), agenda.now()));
    }

    /** Whether CloudWatch said ALARM of it at any time since. */
    boolean hasStood(String alarm, Instant since) {
        look();
        return stood.getOrDefault(alarm, Instant.MIN).isAfter(since);
    }

    /** Something was changed; it may be that this helps. */
    void changed(String target) {
        var service =
                target.contains("function:valine-prod-api") ? "api" : target.contains(":states:") ? "db" : "frontend";
        if (choices.happens(500)) {
            agenda.in(
                    MINUTE,
                    () -> all.stream()
                            .filter(alarm -> alarm.service().equals(service) && !alarm.equals(CONNECTIONS))
                            .forEach(alarm -> moved(alarm, false)));
        }
    }

    /** A minute of whatever happens in production. */
    void minute(boolean restless) {
        production.minute(agenda.now());
        if (isInAlarm(CONNECTIONS) && !isFull()) {
            move(CONNECTIONS, false);
        }
        if (!restless) {
            flapping = null;
            return;
        }
        if (choices.happens(leaks)) {
            moved(CONNECTIONS, true);
        }
        if (flapping != null) {
            flap(flapping);
        } else if (choices.happens(moves)) {
            turn(all.get(choices.below(all.size())));
        } else if (choices.happens(4)) {
            trace.tell(agenda.now(), "everything fails at once");
            all.forEach(alarm -> moved(alarm, true));
        } else if (choices.happens(10)) {
            trace.tell(agenda.now(), "the database gets busy, and the API with it");
            moved(ERRORS, true);
            moved(BUSY, true);
        } else if (choices.happens(6)) {
            flapping = all.get(choices.below(all.size()));
            flaps = 5 + choices.below(8);
        } else if (choices.happens(10)) {
            mute(all.get(choices.below(all.size())), MINUTE.multipliedBy(5 + choices.below(20)));
        }
    }

    /** Somebody works on production, and something of it breaks. */
    void worked() {
        moved(all.get(choices.below(all.size())), true);
    }

    private void flap(AlarmNow alarm) {
        turn(alarm);
        flaps--;
        flapping = flaps == 0 ? null : alarm;
    }

    private void turn(AlarmNow alarm) {
        moved(alarm, !isInAlarm(alarm));
    }

    /** An alarm is evaluated once a minute. */
    private void moved(AlarmNow alarm, boolean inAlarm) {
        if (isInAlarm(alarm) != inAlarm && !standing(alarm).since().equals(agenda.now())) {
            move(alarm, inAlarm);
        }
    }

    /** Everything is well from now on. */
    void end() {
        inAlarm().forEach(alarm -> move(alarm, false));
    }

    boolean isFull() {
        var status = ports.cloudWatch.alarm(Production.PLACE, Production.ALARM);
        return status != null && status.state() == AlarmState.ALARM;
    }

    private void mute(AlarmNow alarm, Duration lasts) {
        if (alarm.equals(CONNECTIONS) || alarm.isCheck() || muted.containsKey(alarm.alarm())) {
            return;
        }
        trace.tell(agenda.now(), alarm.name() + " is muted for " + lasts.toMinutes() + " minutes");
        muted.put(alarm.alarm(), agenda.now().plus(lasts));
        ports.cloudWatch.mute(alarm.place(), alarm.alarm());
        agenda.in(lasts, () -> unmute(alarm));
    }

    /** What was held back is told, where it still stands. */
    private void unmute(AlarmNow alarm) {
        muted.remove(alarm.alarm());
        ports.cloudWatch.unmute(alarm.place(), alarm.alarm());
        inAlarm().stream()
                .filter(each -> each.alarm().equals(alarm.alarm()))
                .forEach(each -> List.of("sns", "direct")
                        .forEach(way -> tell(each, way, true, standing(each).since(), null)));
    }

    /** CloudWatch moves an alarm; each way may repeat, delay or lose what it tells, and in some worlds all lose it. */
    private void move(AlarmNow alarm, boolean inAlarm) {
        var now = agenda.now();
        var mute = muted.get(alarm.alarm());
        stand(alarm, new Standing(inAlarm, now, standing(alarm).quietUntil()));
        if (mute != null) {
            quiet(alarm, mute);
        }
        if (alarm.equals(CONNECTIONS)) {
            production.leak(inAlarm ? 83 : 0);
        }
        trace.tell(now, alarm.title() + (inAlarm ? " moves to ALARM" : " moves to OK"));
        if (alarm.isCheck()) {
            lastUnheard = now;
            quiet(alarm, now.plus(SWEPT));
            return;
        }
        unheard.remove(alarm);
        if (choices.happens(losses)) {
            trace.tell(now, "no way tells of it");
            unheard.add(alarm);
            lastUnheard = now;
            return;
        }
        if (mute != null) {
            tell(alarm, "eventbridge", inAlarm, now, mute);
            return;
        }
        var ways = new ArrayList<>(AlarmNow.WAYS);
        for (var lost = choices.rarely(300, AlarmNow.WAYS.size()); lost > 0; lost--) {
            ways.remove(choices.below(ways.size()));
        }
        ways.forEach(way -> tell(alarm, way, inAlarm, now, null));
    }

    private void stand(AlarmNow alarm, Standing standing) {
        standings.put(alarm, standing);
        if (!alarm.equals(CONNECTIONS) && !alarm.isCheck()) {
            var some = all.stream()
                    .filter(each -> each.alarm().equals(alarm.alarm()))
                    .anyMatch(this::isInAlarm);
            var before = ports.cloudWatch.alarm(alarm.place(), alarm.alarm());
            var status = status(alarm, some, standing.since());
            if (before == null || before.state() != status.state()) {
                ports.cloudWatch.set(alarm.place(), status);
            }
            if (alarm.contributor() != null) {
                ports.cloudWatch.contribute(alarm.place(), alarm.alarm(), contributing(alarm.alarm()));
            }
        }
    }

    private List<Contributor> contributing(String alarm) {
        return inAlarm().stream()
                .filter(each -> each.alarm().equals(alarm))
                .map(each -> new Contributor(
                        String.valueOf(each.contributor()),
                        Map.of("FunctionName", each.title()),
                        null,
                        standing(each).since()))
                .toList();
    }

    private static AlarmStatus status(AlarmNow alarm, boolean inAlarm, Instant since) {
        var transition = alarm.transition();
        return new AlarmStatus(
                "arn:aws:cloudwatch:" + alarm.place().region() + ":111122223333:alarm:" + alarm.alarm(),
                alarm.alarm(),
                inAlarm ? AlarmState.ALARM : AlarmState.OK,
                since,
                true,
                null,
                alarm.contributor() == null ? transition.metrics() : List.of(QUERY),
                transition.threshold(),
                null,
                null,
                null);
    }

    private void tell(AlarmNow alarm, String way, boolean inAlarm, Instant at, @Nullable Instant mute) {
        var told = new Told(alarm, way, inAlarm, alarm.told(inAlarm, way, at, mute));
        var copies = 1 + choices.rarely(100, 3);
        for (var copy = 0; copy < copies; copy++) {
            agenda.in(STEP.multipliedBy(1 + choices.rarely(200, 20)), () -> ways.accept(told));
        }
    }
}
