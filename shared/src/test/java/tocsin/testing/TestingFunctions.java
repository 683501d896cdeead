package tocsin.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Functions;

/**
 * Lambda's functions in memory, and Lambda's rules: each change gives a new revision and asks for the one that was
 * read; an update is pending until it settles; publishing what is the last version already gives that one.
 */
public final class TestingFunctions implements Functions {
    private static final String LATEST = "$LATEST";

    private final Map<String, Function> functions = new HashMap<>();
    private final List<String> changes = new ArrayList<>();
    private boolean settlesAtOnce = true;
    private int revisions;
    private Instant publishedAt = Instant.EPOCH;

    private static final class Function {
        FunctionState latest;
        final List<FunctionState> versions = new ArrayList<>();
        final Map<String, AliasState> aliases = new TreeMap<>();
        final List<Version> published = new ArrayList<>();
        Map<String, String> tags = Map.of();

        @Nullable Integer reserved;

        Answer answer = new Answer("null", null);

        Function(FunctionState latest) {
            this.latest = latest;
        }
    }

    // what tests do and see

    /** Makes a function, its first version, and an alias that leads to that. */
    public synchronized void create(Place place, String name, String alias, Map<String, String> environment) {
        var arn = "arn:aws:lambda:" + place.region() + ":" + place.account() + ":function:" + name;
        var function = new Function(new FunctionState(arn, LATEST, codeOf(name, 1), revision(), environment, "", true));
        functions.put(arn, function);
        var first = publishLatest(function, "");
        function.aliases.put(alias, new AliasState(alias, first.version(), revision()));
    }

    public synchronized void tag(Place place, String name, Map<String, String> tags) {
        of(place, name).tags = Map.copyOf(tags);
    }

    /** What an invocation is answered with. */
    public synchronized void answers(Place place, String name, Answer answer) {
        of(place, name).answer = answer;
    }

    /** The instant at which whatever is published from here on is. */
    public synchronized void publishesAt(Instant at) {
        publishedAt = at;
    }

    /** Somebody else puts new code under $LATEST, as a deployment does before it publishes. */
    public synchronized void deploy(Place place, String name, int build) {
        var function = of(place, name);
        var now = function.latest;
        function.latest = new FunctionState(
                now.arn(), LATEST, codeOf(name, build), revision(), now.environment(), now.description(), true);
    }

    /** From here on an update stays pending until {@link #settle}. */
    public synchronized void settlesLater() {
        settlesAtOnce = false;
    }

    /** Every update and version that is pending is carried out. */
    public synchronized void settle() {
        for (var function : functions.values()) {
            function.latest = settled(function.latest);
            function.versions.replaceAll(this::settled);
        }
    }

    /** To which version the alias leads; "" where there is none. */
    public synchronized String leads(Place place, String name, String alias) {
        var state = of(place, name).aliases.get(alias);
        return state == null ? "" : state.version();
    }

    /** The changes that were made through the port, each as a sentence, oldest first. */
    public synchronized List<String> changes() {
        return List.copyOf(changes);
    }

    // the port

    @Override
    public synchronized FunctionState describe(
            Place place, String function, @Nullable String qualifier, Duration timeout) {
        var found = of(place, function);
        if (qualifier == null || qualifier.equals(LATEST)) {
            return found.latest;
        }
        var alias = found.aliases.get(qualifier);
        var version = alias == null ? qualifier : alias.version();
        return found.versions.stream()
                .filter(one -> one.version().equals(version))
                .findFirst()
                .map(one -> with(one, found.latest.arn() + ":" + qualifier, one.revision(), one.settled()))
                .orElseThrow(() -> missing(function + ":" + qualifier));
    }

    @Override
    public synchronized Changed<FunctionState> replaceEnvironment(
            Place place, String function, Map<String, String> environment, String revision, Duration timeout) {
        var found = of(place, function);
        requireSettled(found);
        if (!found.latest.revision().equals(revision)) {
            return moved();
        }
        var now = found.latest;
        found.latest = new FunctionState(
                now.arn(), LATEST, now.codeSha256(), revision(), environment, now.description(), settlesAtOnce);
        changes.add("variables of " + function);
        return new Changed.Done<>(found.latest);
    }

    @Override
    public synchronized Changed<FunctionState> publish(
            Place place, String function, String codeSha256, String revision, String description, Duration timeout) {
        var found = of(place, function);
        requireSettled(found);
        if (!found.latest.revision().equals(revision)
                || !found.latest.codeSha256().equals(codeSha256)) {
            return moved();
        }
        var before = found.versions.size();
        var version = publishLatest(found, description);
        if (found.versions.size() > before) {
            changes.add("version " + version.version() + " of " + function);
        }
        return new Changed.Done<>(version);
    }

    @Override
    public synchronized AliasState alias(Place place, String function, String alias, Duration timeout) {
        return aliasOf(of(place, function), function, alias);
    }

    @Override
    public synchronized Changed<AliasState> moveAlias(
            Place place, String function, String alias, String version, String revision, Duration timeout) {
        var found = of(place, function);
        var now = aliasOf(found, function, alias);
        if (!version.equals(LATEST)
                && found.versions.stream().noneMatch(one -> one.version().equals(version))) {
            throw missing(function + ":" + version);
        }
        if (!now.revision().equals(revision)) {
            return moved();
        }
        var moved = new AliasState(alias, version, revision());
        found.aliases.put(alias, moved);
        changes.add("alias " + alias + " of " + function + " to " + version);
        return new Changed.Done<>(moved);
    }

    @Override
    public synchronized List<Version> versions(Place place, String function, Duration timeout) {
        return List.copyOf(of(place, function).published);
    }

    @Override
    public synchronized @Nullable Integer reserved(Place place, String function, Duration timeout) {
        return of(place, function).reserved;
    }

    @Override
    public synchronized void reserve(Place place, String function, @Nullable Integer concurrency, Duration timeout) {
        of(place, function).reserved = concurrency;
        changes.add("concurrency of " + function + ": " + (concurrency == null ? "none" : concurrency));
    }

    @Override
    public synchronized Answer invoke(
            Place place, String function, @Nullable String qualifier, String payload, Duration timeout) {
        describe(place, function, qualifier, timeout);
        changes.add("invoked " + function + " with " + payload);
        return of(place, function).answer;
    }

    @Override
    public synchronized Map<String, String> tags(Place place, String functionArn, Duration timeout) {
        var function = functions.get(functionArn);
        if (function == null) {
            throw missing(functionArn);
        }
        return function.tags;
    }

    private Function of(Place place, String name) {
        var arn = "arn:aws:lambda:" + place.region() + ":" + place.account() + ":function:" + name;
        var function = functions.get(name.startsWith("arn:") ? name : arn);
        if (function == null) {
            throw missing(name);
        }
        return function;
    }

    private static AliasState aliasOf(Function function, String name, String alias) {
        var state = function.aliases.get(alias);
        if (state == null) {
            throw missing(name + ":" + alias);
        }
        return state;
    }

    /** Lambda publishes nothing where code and configuration are those of the last version. */
    private FunctionState publishLatest(Function function, String description) {
        var latest = function.latest;
        if (!function.versions.isEmpty()) {
            var last = function.versions.getLast();
            if (last.codeSha256().equals(latest.codeSha256())
                    && last.environment().equals(latest.environment())) {
                return last;
            }
        }
        var number = Integer.toString(function.versions.size() + 1);
        var version = new FunctionState(
                latest.arn() + ":" + number,
                number,
                latest.codeSha256(),
                revision(),
                latest.environment(),
                description.isEmpty() ? latest.description() : description,
                settlesAtOnce);
        function.versions.add(version);
        function.published.add(new Version(number, version.codeSha256(), version.description(), publishedAt));
        return version;
    }

    private static void requireSettled(Function function) {
        if (!function.latest.settled()) {
            throw new PortFailure(Kind.CONFLICT, "an update is in progress: " + function.latest.arn());
        }
    }

    /** Settling changes the revision too: what an update answered with is old once it has been carried out. */
    private FunctionState settled(FunctionState state) {
        return state.settled() ? state : with(state, state.arn(), revision(), true);
    }

    private static FunctionState with(FunctionState state, String arn, String revision, boolean settled) {
        return new FunctionState(
                arn, state.version(), state.codeSha256(), revision, state.environment(), state.description(), settled);
    }

    private String revision() {
        revisions++;
        return "revision-" + revisions;
    }

    private static String codeOf(String name, int build) {
        return "sha256-of-" + name + "-" + build;
    }

    private static <T> Changed<T> moved() {
        return new Changed.Moved<>("the revision is another one by now");
    }

    private static PortFailure missing(String name) {
        return new PortFailure(Kind.REFUSED, "no function '" + name + "'");
    }
}
