package tocsin.tests.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.PortFailure;
import tocsin.action.Action;
import tocsin.action.Actions;
import tocsin.action.Outcome;
import tocsin.action.Plan;
import tocsin.action.Task;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Cloud;
import tocsin.cloud.Database;
import tocsin.incident.Deployment;
import tocsin.local.product.PretendCloud;
import tocsin.page.Web;
import tocsin.testing.CallCounter;
import tocsin.testing.Crash;
import tocsin.testing.CrashAt;
import tocsin.testing.CrashAt.Moment;
import tocsin.testing.Interfered;
import tocsin.testing.Interference;
import tocsin.testing.TestingClock;
import tocsin.testing.TestingCloudWatch;
import tocsin.testing.TestingDatabase;
import tocsin.testing.TestingFunctions;
import tocsin.testing.TestingSecrets;
import tocsin.testing.TestingWeb;

/** One action at a time on a small production, as a run would ask for it: again until it is done. */
final class Stage {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final Place PLACE = new Place("111122223333", "us-west-2");
    static final Duration TIMEOUT = Duration.ofSeconds(20);
    static final Map<String, String> ALLOWED = Map.of("tocsin", "allowed");

    /** Where presigned URLs lead; nobody is there. */
    static final URI S3 = URI.create("http://127.0.0.1:1");

    private static final int MOST_TURNS = 1_000;
    private static final Duration AGAIN = Duration.ofSeconds(5);

    /** How long after a crash somebody goes on. */
    private static final List<Duration> TAKEN_UP =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(90), Duration.ofMinutes(15));

    final TestingClock clock = new TestingClock(NOON);
    final TestingFunctions functions = new TestingFunctions();
    final PretendCloud cloud = new PretendCloud(clock, functions, S3);
    final TestingCloudWatch cloudWatch = new TestingCloudWatch();
    final TestingWeb web = new TestingWeb();
    final TestingDatabase database = new TestingDatabase();
    final TestingSecrets secrets = new TestingSecrets();
    final List<Deployment> deployments = new ArrayList<>();

    /** What runs have left to be known, by target. */
    final Map<String, Map<String, String>> left = new TreeMap<>();

    /** What it has kept beside what the plan found, as the step's row does. */
    private final Map<String, String> kept = new TreeMap<>();

    /** Whether nothing that it did can be without an answer. */
    private boolean first = true;

    private final Action action;
    private final Map<String, String> parameters = new TreeMap<>();

    Stage(String action, String... parameters) {
        this.action = Actions.BUILT.named(action).orElseThrow();
        for (var i = 0; i < parameters.length; i += 2) {
            this.parameters.put(parameters[i], parameters[i + 1]);
        }
    }

    /** Makes it ready. */
    interface Scene {
        Stage set();
    }

    private Task task(Seen seen, Instant begun) {
        return new Task(
                "db-1/1",
                "step",
                PLACE,
                parameters,
                "secret:valine/database",
                begun,
                first,
                clock.instant(),
                TIMEOUT,
                new Task.World(seen.cloud(), cloudWatch, seen.database(), seen.web(), secrets, past()));
    }

    private Task.Past past() {
        return new Task.Past() {
            @Override
            public List<Deployment> deployments() {
                return deployments.stream()
                        .sorted(Comparator.comparing(Deployment::at).reversed())
                        .toList();
            }

            @Override
            public Map<String, String> left(String arn) {
                return left.getOrDefault(arn, Map.of());
            }
        };
    }

    /** What this has left to be known of the target when it was done, for the stages of later runs. */
    void leaves(String arn, Map<String, String> facts) {
        left.computeIfAbsent(arn, none -> new TreeMap<>()).putAll(action.leaves(task(plainly(), NOON), facts));
    }

    /** What the action reaches. */
    private record Seen(Cloud cloud, Database database, Web web) {}

    private Seen plainly() {
        return new Seen(cloud.ports(), database, web);
    }

    private Seen through(Interference interference) {
        var interfered = new Interfered(interference);
        return new Seen(
                interfered.cloud(cloud.ports()),
                interfered.port("database", Database.class, database),
                interfered.port("web", Web.class, web));
    }

    Plan plan() {
        return action.plan(task(plainly(), clock.instant()));
    }

    Plan.Would would() {
        var plan = plan();
        assertThat(plan).isInstanceOf(Plan.Would.class);
        return (Plan.Would) plan;
    }

    /** Plans it, and does it until it is done, or will not be. */
    Outcome done() {
        first = true;
        kept.clear();
        return done(plainly(), would().facts(), clock.instant());
    }

    Outcome done(Map<String, String> facts) {
        return done(plainly(), facts, NOON);
    }

    /** The same with something that happens around its calls. */
    Outcome done(Map<String, String> facts, Interference interference) {
        return done(through(interference), facts, NOON);
    }

    /** Takes it back until that is done, or will not be. */
    Outcome undone(Map<String, String> facts) {
        for (var turn = 0; turn < MOST_TURNS; turn++) {
            var outcome = action.undo(task(plainly(), clock.instant()), known(facts));
            if (!(outcome instanceof Outcome.Later(var after, var says, var more))) {
                return outcome;
            }
            kept.putAll(more);
            clock.advance(after);
        }
        throw new AssertionError("no end after " + MOST_TURNS + " turns");
    }

    private Outcome done(Seen seen, Map<String, String> facts, Instant begun) {
        for (var turn = 0; turn < MOST_TURNS; turn++) {
            var outcome = patiently(seen, known(facts), begun);
            if (!(outcome instanceof Outcome.Later(var after, var says, var more))) {
                return outcome;
            }
            kept.putAll(more);
            clock.advance(after);
        }
        throw new AssertionError("no end after " + MOST_TURNS + " turns");
    }

    private Map<String, String> known(Map<String, String> facts) {
        var known = new TreeMap<>(facts);
        known.putAll(kept);
        return known;
    }

    /** What may go well later is tried again, as a run does. */
    private Outcome patiently(Seen seen, Map<String, String> facts, Instant begun) {
        var task = task(seen, begun);
        var was = first;
        first = false;
        try {
            return action.act(task, facts);
        } catch (PortFailure failure) {
            if (!failure.passing()) {
                throw failure;
            }
            first = was && failure.kind() != PortFailure.Kind.UNCLEAR;
            return new Outcome.Later(AGAIN, failure.kind() + " passes");
        }
    }

    /** Acts once, as after a plan that found these. */
    Outcome acted(Map<String, String> facts) {
        return action.act(task(plainly(), NOON), known(facts));
    }

    Action action() {
        return action;
    }

    /** Dies before and after each call of doing it, once each, in a scene of its own; then it is taken up again. */
    static int crashedEverywhere(Scene scene, Consequence made) {
        var whole = scene.set();
        var counter = new CallCounter();
        whole.done(whole.through(counter), whole.would().facts(), NOON);
        for (var call = 0; call < counter.count(); call++) {
            for (var moment : Moment.values()) {
                for (var later : TAKEN_UP) {
                    crashedOnce(scene, new CrashAt(call, moment), counter.isAnswered(call), later, made);
                }
            }
        }
        return counter.count();
    }

    private static void crashedOnce(Scene scene, CrashAt crash, boolean answered, Duration later, Consequence made) {
        var stage = scene.set();
        var facts = stage.would().facts();
        try {
            stage.done(stage.through(crash), facts, NOON);
        } catch (Crash died) {
            stage.clock.advance(later);
        }
        assertThat(crash.crashed() || !answered).isTrue();
        made.check(stage, stage.done(facts));
    }

    /** The same of taking it back, after it was done. */
    static int undoneEverywhere(Scene scene, Consequence made) {
        var whole = scene.set();
        var found = whole.would().facts();
        whole.done(whole.plainly(), found, NOON);
        var counter = new CallCounter();
        whole.action.undo(whole.task(whole.through(counter), NOON), found);
        for (var call = 0; call < counter.count(); call++) {
            for (var moment : Moment.values()) {
                var stage = scene.set();
                var facts = stage.would().facts();
                stage.done(stage.plainly(), facts, NOON);
                var crash = new CrashAt(call, moment);
                var seen = stage.through(crash);
                assertThatThrownBy(() -> stage.action.undo(stage.task(seen, NOON), facts))
                        .isInstanceOf(Crash.class);
                stage.clock.advance(Duration.ofSeconds(90));
                made.check(stage, stage.undone(facts));
            }
        }
        return counter.count();
    }

    /** What must have come of it. */
    interface Consequence {
        void check(Stage stage, Outcome outcome);
    }
}
