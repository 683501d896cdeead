package tocsin.action;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.Digest;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Outcome.Later;
import tocsin.action.Outcome.NeedsPerson;
import tocsin.cloud.Buckets.Stored;

/**
 * Puts a known good front end back: what lies under {@code releases/NAME/} is copied to the bucket's root, the page
 * that names the others last, and what is not in it goes. The object {@code releases/live} names the release that is
 * live. Its own earlier attempt it knows by what lies there: what is the same is not copied again.
 */
final class RestoreRelease implements Action {
    private static final String RELEASE = "release";
    private static final String PREVIOUS = "previous";
    private static final String RELEASES = "releases/";
    private static final String LIVE = "releases/live";
    private static final String PROBES = "tocsin-probe/";
    private static final String INDEX = "index.html";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String OBJECTS = "objects";
    private static final String COPIED = "copied";
    private static final String COPIED_BACK = "copied-back";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    private static final Parameter WANTED = Parameter.of(
                    RELEASE, Form.matching("name", "a release's name", "(?!.*[.][.])" + NAME))
            .unlessGiven();

    /** So many objects are copied in one turn; the rest in the next. */
    private static final int A_TURN = 40;

    private static final int MOST_DELETED = 1_000;
    /** The page that names the others comes last. */
    private static final Comparator<String> ORDER =
            Comparator.comparing((String key) -> key.equals(INDEX)).thenComparing(Comparator.naturalOrder());

    private static final Duration AGAIN = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "s3.restore-release";
    }

    @Override
    public String about() {
        return "Puts a release of the front end back to the bucket's root from releases/NAME/ (\"previous\": the newest"
                + " before the one that is live), and deletes there what is not in it.";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(S3.BUCKET, WANTED);
    }

    @Override
    public List<String> outputs() {
        return List.of(RELEASE);
    }

    @Override
    public List<String> permissions() {
        return List.of("s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject", S3.TAGS);
    }

    @Override
    public boolean undoable() {
        return true;
    }

    @Override
    public Plan plan(Task task) {
        var live = live(task);
        if (live == null) {
            return new Plan.NeedsPerson("put a known good front end into " + S3.bucket(task) + " by hand: no object "
                    + LIVE + " tells which release is live");
        }
        var named = WANTED.orNull(task);
        var wanted = named == null ? PREVIOUS : named;
        var to = wanted.equals(PREVIOUS) ? previous(task, live) : wanted;
        if (to == null) {
            return new Plan.NeedsPerson("put a known good front end into " + S3.bucket(task) + " by hand: no release is"
                    + " older than " + live + ", which is live");
        }
        var objects = list(task, RELEASES + to + "/");
        if (!hasPage(objects, to)) {
            return new Plan.NeedsPerson("the release " + to + " in " + S3.bucket(task) + " has no " + INDEX);
        }
        var facts = new TreeMap<String, String>();
        facts.put(FROM, live);
        facts.put(TO, to);
        facts.put(OBJECTS, digest(objects));
        return new Plan.Would(
                "put the front end in " + S3.bucket(task) + " back from release " + live + " to " + to + " ("
                        + objects.size() + " objects)",
                S3.target(task),
                facts);
    }

    private static @Nullable String live(Task task) {
        var text = task.cloud().buckets().read(task.place(), S3.bucket(task), LIVE, task.timeout());
        return text == null || !text.strip().matches(NAME) ? null : text.strip();
    }

    /** The newest that is older than the live one. */
    private static @Nullable String previous(Task task, String live) {
        var released = new TreeMap<String, Instant>();
        for (var object : list(task, RELEASES)) {
            var rest = object.key().substring(RELEASES.length());
            if (rest.contains("/")) {
                released.merge(
                        rest.substring(0, rest.indexOf('/')),
                        object.modifiedAt(),
                        (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        var now = released.get(live);
        return now == null
                ? null
                : released.entrySet().stream()
                        .filter(each -> each.getValue().isBefore(now))
                        .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                        .map(Map.Entry::getKey)
                        .orElse(null);
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var to = Objects.requireNonNull(facts.get(TO));
        var objects = list(task, RELEASES + to + "/");
        return moved(task, facts)
                .or(() -> digest(objects).equals(facts.get(OBJECTS))
                        ? Optional.empty()
                        : Optional.of("somebody changed the release " + to + " meanwhile; it was not put back"))
                .<Outcome>map(NeedsPerson::new)
                .orElseGet(() -> put(task, to, objects, COPIED, facts));
    }

    @Override
    public Outcome undo(Task task, Map<String, String> facts) {
        var from = Objects.requireNonNull(facts.get(FROM));
        var objects = list(task, RELEASES + from + "/");
        return moved(task, facts)
                .or(() -> hasPage(objects, from)
                        ? Optional.empty()
                        : Optional.of("the release " + from + " is not whole under " + RELEASES + " any more"))
                .<Outcome>map(Failed::new)
                .orElseGet(() -> put(task, from, objects, COPIED_BACK, facts));
    }

    /** Whoever releases meanwhile is not overwritten. */
    private static Optional<String> moved(Task task, Map<String, String> facts) {
        var live = live(task);
        return live != null && (live.equals(facts.get(FROM)) || live.equals(facts.get(TO)))
                ? Optional.empty()
                : Optional.of("somebody made " + (live == null ? "another release" : live) + " live in "
                        + S3.bucket(task) + " meanwhile; it was left so");
    }

    private static boolean hasPage(List<Stored> objects, String release) {
        return objects.stream().anyMatch(each -> each.key().equals(RELEASES + release + "/" + INDEX));
    }

    private static String digest(List<Stored> objects) {
        var text = objects.stream().map(each -> each.key() + " " + each.etag()).collect(Collectors.joining("\n"));
        return Digest.of(text).substring(0, 16);
    }

    /**
     * One turn of it. A copy of what was put in parts, or is encrypted by a key of its own, has another ETag than the
     * original: so it is remembered, too, how far the copies have come.
     *
     * @param copied the fact that says after which key the next turn begins
     */
    private static Outcome put(
            Task task, String release, List<Stored> objects, String copied, Map<String, String> facts) {
        var prefix = RELEASES + release + "/";
        var wanted = new TreeMap<String, Stored>(ORDER);
        objects.forEach(each -> wanted.put(each.key().substring(prefix.length()), each));
        var there = new TreeMap<String, Stored>();
        list(task, "").stream()
                .filter(each -> !each.key().startsWith(RELEASES) && !each.key().startsWith(PROBES))
                .forEach(each -> there.put(each.key(), each));
        var from = facts.get(copied);
        var missing = (from == null ? wanted : wanted.tailMap(from, false))
                .entrySet().stream()
                        .filter(each -> !isSame(each.getValue(), there.get(each.getKey())))
                        .map(Map.Entry::getKey)
                        .toList();
        var turn = missing.subList(0, Math.min(A_TURN, missing.size()));
        for (var key : turn) {
            task.cloud().buckets().copy(task.place(), S3.bucket(task), prefix + key, key, task.timeout());
        }
        if (missing.size() > A_TURN) {
            return new Later(
                    AGAIN, missing.size() - A_TURN + " objects are left to be copied", Map.of(copied, turn.getLast()));
        }
        var over = new ArrayList<>(there.keySet());
        over.removeAll(wanted.keySet());
        if (!over.isEmpty()) {
            var deleted = over.subList(0, Math.min(MOST_DELETED, over.size()));
            task.cloud().buckets().delete(task.place(), S3.bucket(task), deleted, task.timeout());
        }
        if (over.size() > MOST_DELETED) {
            return new Later(
                    AGAIN,
                    over.size() - MOST_DELETED + " objects are left to be deleted",
                    Map.of(copied, wanted.lastKey()));
        }
        task.cloud().buckets().write(task.place(), S3.bucket(task), LIVE, release, task.timeout());
        return new Done("the front end in " + S3.bucket(task) + " is release " + release, Map.of(RELEASE, release));
    }

    private static boolean isSame(Stored wanted, @Nullable Stored there) {
        return there != null && there.etag().equals(wanted.etag()) && there.size() == wanted.size();
    }

    private static List<Stored> list(Task task, String prefix) {
        var all = new ArrayList<Stored>();
        String next = null;
        do {
            var page = task.cloud().buckets().list(task.place(), S3.bucket(task), prefix, next, task.timeout());
            all.addAll(page.objects());
            next = page.next();
        } while (next != null);
        return all;
    }
}
