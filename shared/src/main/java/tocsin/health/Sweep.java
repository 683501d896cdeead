package tocsin.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.Said;
import tocsin.action.Task;
import tocsin.alarm.CloudWatch.Place;
import tocsin.config.Check;
import tocsin.config.Configuration;
import tocsin.config.Service;
import tocsin.config.Stage;
import tocsin.health.Together.Came;
import tocsin.health.Together.Work;
import tocsin.incident.Deployment;
import tocsin.page.Cleaned;

/**
 * Looks at what tocsin.yaml's checks name, side by side. None holds another up: each has its own time, and what fails,
 * or is late, is a result like the others.
 */
public final class Sweep {
    /** So many at a time: more would be throttled by AWS, and gain little. */
    public static final int SIDE_BY_SIDE = 32;

    private static final String SESSION = "tocsin-health";
    private static final int LONGEST = 400;

    private final Ports ports;
    private final Configuration configuration;
    private final CheckKinds kinds;

    public Sweep(Ports ports) {
        this(ports, CheckKinds.BUILT);
    }

    Sweep(Ports ports, CheckKinds kinds) {
        this.ports = ports;
        this.configuration = ports.configuration();
        this.kinds = kinds;
    }

    /**
     * Looks at all of these.
     *
     * @param within how long all of it may take
     * @return what came of each, in their order
     */
    public List<Result> look(List<Check> checks, Duration within) {
        var world = world();
        var work = checks.stream()
                .map(check -> new Work<>(() -> look(check, world), check.timeout()))
                .toList();
        var came = ports.together().all(work, SIDE_BY_SIDE, within);
        return java.util.stream.IntStream.range(0, checks.size())
                .mapToObj(at -> result(checks.get(at), came.get(at)))
                .toList();
    }

    private Task.World world() {
        return new Task.World(
                ports.cloud(SESSION), ports.cloudWatch(), ports.database(), ports.web(), ports.secrets(), new NoPast());
    }

    private Seen look(Check check, Task.World world) {
        var kind = kinds.named(check.kind());
        var stage = configuration.stage(check.stage());
        if (kind.isEmpty() || stage.isEmpty()) {
            return Seen.unknown("nothing is known of checks by " + check.kind() + " in " + check.stage());
        }
        return kind.get()
                .look(new Look(task(check, stage.get(), world), ports.outside(), ports.clock(), ports.speed()));
    }

    private Task task(Check check, Stage stage, Task.World world) {
        var now = ports.clock().instant();
        var owner = owner(check, stage);
        var region = owner == null ? null : owner.resources().get("region");
        return new Task(
                "health/" + check.name(),
                check.name(),
                new Place(stage.account(), region == null ? stage.regions().getFirst() : region),
                check.parameters(),
                owner == null ? null : owner.resources().get("login"),
                now,
                true,
                now,
                patience(check.timeout()),
                world);
    }

    /**
     * How long what a check asks is waited for: less than the check is, so that what does not answer is told of before
     * the check is left behind.
     */
    static Duration patience(Duration timeout) {
        return timeout.multipliedBy(4).dividedBy(5);
    }

    /** The service that has what is looked at, or else the check's own. */
    private static @Nullable Service owner(Check check, Stage stage) {
        return stage.services().stream()
                .filter(service -> check.parameters().entrySet().stream()
                        .anyMatch(each ->
                                each.getValue().equals(service.resources().get(each.getKey()))))
                .findFirst()
                .or(() -> stage.service(check.service()))
                .orElse(null);
    }

    private Result result(Check check, Came<Seen> came) {
        var seen = switch (came) {
            case Came.Done<Seen>(var value, var _) -> value;
            case Came.Failed<Seen>(var why, var _) -> Seen.unknown(said(why));
            case Came.Late<Seen>(var took) -> Seen.unknown("no answer within " + Said.duration(took));
            case Came.NotBegun<Seen>() -> Seen.unknown("no time was left to look");
        };
        return new Result(
                check.name(),
                check.service(),
                check.layer(),
                seen.state(),
                Cleaned.line(seen.says(), LONGEST),
                seen.lacking(),
                came.took().toMillis() / ports.speed());
    }

    /** What a port says of its failure is fit to be told; what anything else says may hold anything. */
    private static String said(RuntimeException failure) {
        return failure instanceof PortFailure told
                ? String.valueOf(told.getMessage())
                : "it could not be looked at: " + failure.getClass().getSimpleName();
    }

    /** Of no run: nothing was deployed or left by it. */
    private record NoPast() implements Task.Past {
        @Override
        public List<Deployment> deployments() {
            return List.of();
        }

        @Override
        public Map<String, String> left(String arn) {
            return new TreeMap<>();
        }
    }
}
