package tocsin.local.product;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Functions;

/**
 * Lambda's control of the product's functions, by Lambda's rules: each change gives a new revision and asks for the one
 * that was read; an update takes its time to settle, and meanwhile nothing else may be changed; publishing what is the
 * last version already gives that one.
 */
public final class PretendLambda implements Functions {
    private static final String LATEST = "$LATEST";

    private final InstantSource clock;
    private final Duration settling;
    private final KeptFunctions kept;
    /** When what nobody published here was: with the rest of the product, long ago. */
    private static final Instant WITH_THE_PRODUCT = Instant.parse("2026-01-05T09:00:00Z");

    private final BiConsumer<String, AliasState> moved;
    private final Map<String, KeptFunction> functions;
    private final Crowded crowded = new Crowded();
    private final Map<String, Function<String, Answer>> answering = new TreeMap<>();

    /**
     * @param settling how long an update takes
     * @param moved told of a function's name and where its alias leads from now on
     */
    public PretendLambda(
            InstantSource clock, Duration settling, KeptFunctions kept, BiConsumer<String, AliasState> moved) {
        this.clock = clock;
        this.settling = settling;
        this.kept = kept;
        this.moved = moved;
        this.functions = kept.read();
    }

    /** Makes a function, its first version, and an alias that leads there; one that is there stays as it is. */
    public synchronized void create(
            Place place, String name, String alias, Map<String, String> environment, Map<String, String> tags) {
        var arn = arn(place, name);
        if (!functions.containsKey(arn)) {
            var latest = new KeptVersion(LATEST, "sha256-of-" + name + "-1", 1, environment, "", 0);
            var first = latest.published("1", 2, latest.description(), 0);
            var aliases = Map.of(alias, new AliasState(alias, "1", revision(3)));
            keep(arn, new KeptFunction(latest, List.of(first), aliases, tags, 3, null));
        }
    }

    /** Somebody puts new code under $LATEST, as a deployment does before it publishes. */
    public synchronized void deploy(Place place, String name, int build) {
        var found = of(place, name);
        keep(found.arn(), found.function().deployed("sha256-of-" + name + "-" + build));
    }

    @Override
    public synchronized FunctionState describe(
            Place place, String function, @Nullable String qualifier, Duration timeout) {
        var found = asked(place, function);
        if (qualifier == null || qualifier.equals(LATEST)) {
            return found.latest();
        }
        var alias = found.function().aliases().get(qualifier);
        return found.version(alias == null ? qualifier : alias.version(), qualifier)
                .orElseThrow(() -> missing(function + ":" + qualifier));
    }

    @Override
    public synchronized Changed<FunctionState> replaceEnvironment(
            Place place, String function, Map<String, String> environment, String revision, Duration timeout) {
        var found = asked(place, function);
        found.requireSettled();
        if (!found.latest().revision().equals(revision)) {
            return changedMeanwhile();
        }
        return new Changed.Done<>(keep(found.arn(), found.function().with(environment, settledAt()))
                .latest());
    }

    @Override
    public synchronized Changed<FunctionState> publish(
            Place place, String function, String codeSha256, String revision, String description, Duration timeout) {
        var found = asked(place, function);
        found.requireSettled();
        var latest = found.latest();
        if (!latest.revision().equals(revision) || !latest.codeSha256().equals(codeSha256)) {
            return changedMeanwhile();
        }
        var after = keep(found.arn(), found.function().published(description, settledAt()));
        var last = after.function().versions().getLast().version();
        return new Changed.Done<>(after.version(last, last).orElseThrow());
    }

    @Override
    public synchronized AliasState alias(Place place, String function, String alias, Duration timeout) {
        return asked(place, function).alias(alias).orElseThrow(() -> missing(function + ":" + alias));
    }

    @Override
    public synchronized Changed<AliasState> moveAlias(
            Place place, String function, String alias, String version, String revision, Duration timeout) {
        var found = asked(place, function);
        var now = found.alias(alias).orElseThrow(() -> missing(function + ":" + alias));
        if (!version.equals(LATEST) && found.version(version, version).isEmpty()) {
            throw missing(function + ":" + version);
        }
        if (!now.revision().equals(revision)) {
            return changedMeanwhile();
        }
        var after = keep(found.arn(), found.function().moved(alias, version));
        var leads = after.alias(alias).orElseThrow();
        if (!now.version().equals(version)) {
            moved.accept(found.name(), leads);
        }
        return new Changed.Done<>(leads);
    }

    @Override
    public synchronized List<Version> versions(Place place, String function, Duration timeout) {
        return asked(place, function).function().versions().stream()
                .map(each -> new Version(each.version(), each.codeSha256(), each.description(), publishedAt(each)))
                .toList();
    }

    @Override
    public synchronized @Nullable Integer reserved(Place place, String function, Duration timeout) {
        return asked(place, function).function().reserved();
    }

    @Override
    public synchronized void reserve(Place place, String function, @Nullable Integer concurrency, Duration timeout) {
        var found = asked(place, function);
        keep(found.arn(), found.function().reserving(concurrency));
    }

    /** What the function answers when it is invoked; until then it gives back what it was given. */
    public synchronized void answering(Place place, String function, UnaryOperator<String> answers) {
        answering.put(of(place, function).arn(), payload -> new Answer(answers.apply(payload), null));
    }

    /** From now on the function fails when it is invoked, as one whose code throws. */
    public synchronized void failing(Place place, String function, String payload) {
        answering.put(of(place, function).arn(), given -> new Answer(payload, "Unhandled"));
    }

    @Override
    public synchronized Answer invoke(
            Place place, String function, @Nullable String qualifier, String payload, Duration timeout) {
        describe(place, function, qualifier, timeout);
        return answering
                .getOrDefault(of(place, function).arn(), given -> new Answer(given, null))
                .apply(payload);
    }

    @Override
    public synchronized Map<String, String> tags(Place place, String functionArn, Duration timeout) {
        return asked(place, functionArn).function().tags();
    }

    /** The next requests are refused as too many. */
    public synchronized void throttle(int requests) {
        crowded.next(requests);
    }

    private Instant publishedAt(KeptVersion version) {
        return version.settledAt() == 0
                ? WITH_THE_PRODUCT
                : Instant.ofEpochMilli(version.settledAt()).minus(settling);
    }

    private long settledAt() {
        return clock.instant().plus(settling).toEpochMilli();
    }

    private Found keep(String arn, KeptFunction function) {
        var all = new TreeMap<>(functions);
        all.put(arn, function);
        kept.write(all);
        functions.put(arn, function);
        return new Found(arn, function, clock.instant());
    }

    private Found asked(Place place, String name) {
        crowded.request();
        return of(place, name);
    }

    private Found of(Place place, String name) {
        var arn = name.startsWith("arn:") ? name : arn(place, name);
        var function = functions.get(arn);
        if (function == null) {
            throw missing(name);
        }
        return new Found(arn, function, clock.instant());
    }

    /** A function as it stands at an instant. */
    private record Found(String arn, KeptFunction function, Instant now) {
        String name() {
            return arn.substring(arn.lastIndexOf(':') + 1);
        }

        FunctionState latest() {
            return function.latest().state(arn, now);
        }

        Optional<FunctionState> version(String version, String qualifier) {
            return function.versions().stream()
                    .filter(one -> one.version().equals(version))
                    .map(one -> one.state(arn + ":" + qualifier, now))
                    .findFirst();
        }

        Optional<AliasState> alias(String alias) {
            return Optional.ofNullable(function.aliases().get(alias));
        }

        void requireSettled() {
            if (!latest().settled()) {
                throw new PortFailure(Kind.CONFLICT, "an update is in progress: " + arn);
            }
        }
    }

    private static String arn(Place place, String name) {
        return "arn:aws:lambda:" + place.region() + ":" + place.account() + ":function:" + name;
    }

    static String revision(int number) {
        return "revision-" + number;
    }

    private static <T> Changed<T> changedMeanwhile() {
        return new Changed.Moved<>("the revision is another one by now");
    }

    private static PortFailure missing(String name) {
        return new PortFailure(Kind.REFUSED, "no function '" + name + "'");
    }
}
