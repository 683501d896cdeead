package tocsin.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Value;
import tocsin.state.Write;

/**
 * The table in memory: conditions, transactions and their tokens, paging and the due index as DynamoDB has them, and
 * its stream as a list of changes. Safe for many threads; each request is whole in itself.
 */
public final class TestingTable implements Table {
    private static final Duration TOKENS_LIVE = Duration.ofMinutes(10);
    private static final int LARGEST_PAGE = 1024 * 1024;
    private static final int LARGEST_READ = 16 * 1024 * 1024;

    private final InstantSource clock;
    private final NavigableMap<Key, Row> rows = new TreeMap<>();
    private final List<Row> seeds = new ArrayList<>();
    private final Map<String, Transaction> transactions = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Consumer<Change>> listeners = new ArrayList<>();
    private final NavigableSet<Entry> index = new TreeSet<>(Entry.ORDER);
    private @Nullable NavigableSet<Entry> frozen;

    public TestingTable(InstantSource clock) {
        this.clock = clock;
    }

    /** By the hash of what was written: it is kept for long, and compared with what comes under the same token. */
    private record Transaction(int writes, Instant at) {}

    /** What the due index holds of a row. */
    private record Entry(String partition, long at, Key key) {
        static final Comparator<Entry> ORDER = Comparator.comparing(Entry::partition)
                .thenComparingLong(Entry::at)
                .thenComparing(Entry::key);

        /** Nothing where the row lacks one of the two. */
        static Optional<Entry> of(@Nullable Row row) {
            var partition = row == null ? null : row.text(Due.PARTITION);
            var at = row == null ? null : row.number(Due.AT);
            return row == null || partition == null || at == null
                    ? Optional.empty()
                    : Optional.of(new Entry(partition, at, row.key()));
        }
    }

    /** The row's size as DynamoDB reckons it. */
    public static int size(Row row) {
        return Validity.size(row);
    }

    // what tests see of it

    /** Every row, in the order of the keys. */
    public synchronized List<Row> rows() {
        return rows.values().stream().filter(row -> !seeds.contains(row)).toList();
    }

    public synchronized @Nullable Row row(Key key) {
        return rows.get(key);
    }

    /** Everything that the stream has told, oldest first; a write that changes nothing is not in it. */
    public synchronized List<Change> changes() {
        return List.copyOf(changes);
    }

    /** What the stream told after the first so many changes. */
    public synchronized List<Change> changesAfter(int seen) {
        return List.copyOf(changes.subList(seen, changes.size()));
    }

    /** The oldest of what the stream has told, which tells it no more. */
    public synchronized List<Change> takeChanges(int most) {
        var oldest = changes.subList(0, Math.min(most, changes.size()));
        var taken = List.copyOf(oldest);
        oldest.clear();
        return taken;
    }

    /** A row that was always there: neither the stream nor {@link #rows} tells of it while it stays as it is. */
    public synchronized void seed(Row row) {
        rows.put(row.key(), row);
        seeds.add(row);
    }

    /** A row that never was. */
    public synchronized void unseed(Key key) {
        rows.remove(key);
    }

    /** Hears each change as it is committed, on the thread that commits it. */
    public synchronized void onChange(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /** How many rows are going to be due. */
    public synchronized int waiting() {
        return index.size();
    }

    /** From here on the due index stands still: it tells what it knew. */
    public synchronized void freezeIndex() {
        frozen = new TreeSet<>(index);
    }

    public synchronized void thawIndex() {
        frozen = null;
    }

    // the port

    @Override
    public synchronized Rows read(List<Key> keys) {
        Validity.check(keys);
        Map<Key, Row> found = new LinkedHashMap<>();
        List<Key> unread = new ArrayList<>();
        var size = 0;
        for (var key : keys) {
            var row = rows.get(key);
            size += row == null ? 0 : Validity.size(row);
            if (size > LARGEST_READ) {
                unread.add(key);
            } else if (row != null) {
                found.put(key, row);
            }
        }
        return new Rows(found, unread);
    }

    @Override
    public synchronized Written write(Write write) {
        if (write instanceof Write.Check) {
            throw new IllegalArgumentException("a check alone writes nothing: " + write.key());
        }
        Validity.check(write);
        var before = rows.get(write.key());
        if (!Conditions.hold(write.conditions(), before)) {
            return new Written.Refused(before);
        }
        var after = after(write, before);
        if (after != null) {
            Validity.checkRow(after);
        }
        tell(commit(write.key(), before, after));
        return new Written.Done(after);
    }

    @Override
    public synchronized Committed transact(List<Write> writes, String token) {
        Validity.check(writes, token);
        if (doneBefore(writes, token)) {
            return new Committed.Done();
        }
        var causes = writes.stream().map(this::cause).toList();
        if (causes.stream().anyMatch(cause -> cause.why() != Why.NONE)) {
            return new Committed.Cancelled(causes);
        }
        transactions.put(token, new Transaction(writes.hashCode(), clock.instant()));
        tell(writes.stream()
                .flatMap(write -> {
                    var before = rows.get(write.key());
                    return commit(write.key(), before, after(write, before)).stream();
                })
                .toList());
        return new Committed.Done();
    }

    @Override
    public synchronized Page query(String pk, String prefix, boolean newestFirst, int limit, @Nullable Key after) {
        Validity.checkLimit(limit);
        var partition = rows.subMap(new Key(pk, ""), true, new Key(pk + "\0", ""), false);
        List<Row> page = new ArrayList<>();
        var size = 0;
        for (var row : (newestFirst ? partition.descendingMap() : partition).values()) {
            if (!row.key().sk().startsWith(prefix) || !isAfter(row.key(), after, newestFirst)) {
                continue;
            }
            page.add(row);
            size += Validity.size(row);
            if (page.size() == limit || size > LARGEST_PAGE) {
                return new Page(page, row.key());
            }
        }
        return new Page(page, null);
    }

    @Override
    public synchronized List<Key> due(int shard, Instant until, int limit) {
        Validity.checkLimit(limit);
        var partition = "due#" + shard;
        var first = new Entry(partition, Long.MIN_VALUE, new Key("", ""));
        return (frozen == null ? index : frozen)
                .tailSet(first, true).stream()
                        .takeWhile(entry -> entry.partition().equals(partition) && entry.at() <= until.toEpochMilli())
                        .limit(limit)
                        .map(Entry::key)
                        .toList();
    }

    private static boolean isAfter(Key key, @Nullable Key after, boolean newestFirst) {
        if (after == null) {
            return true;
        }
        var order = key.compareTo(after);
        return newestFirst ? order < 0 : order > 0;
    }

    private boolean doneBefore(List<Write> writes, String token) {
        var before = transactions.get(token);
        if (before == null || clock.instant().isAfter(before.at().plus(TOKENS_LIVE))) {
            return false;
        }
        if (before.writes() != writes.hashCode()) {
            throw new PortFailure(Kind.REFUSED, "the token " + token + " was used for other writes");
        }
        return true;
    }

    private Cause cause(Write write) {
        var row = rows.get(write.key());
        if (!Conditions.hold(write.conditions(), row)) {
            return new Cause(Why.CONDITION, row);
        }
        try {
            var after = after(write, row);
            if (after != null) {
                Validity.checkRow(after);
            }
            return new Cause(Why.NONE, null);
        } catch (PortFailure refused) {
            return new Cause(Why.REFUSED, null);
        }
    }

    private static @Nullable Row after(Write write, @Nullable Row before) {
        return switch (write) {
            case Write.Put put -> put.row();
            case Write.Update update -> updated(update, before);
            case Write.Delete delete -> null;
            case Write.Check check -> before;
        };
    }

    private static Row updated(Write.Update update, @Nullable Row before) {
        Map<String, Value> attributes = new TreeMap<>(before == null ? Map.of() : before.attributes());
        update.add().forEach((name, number) -> attributes.put(name, sum(attributes.get(name), number, update.key())));
        attributes.putAll(update.set());
        update.remove().forEach(attributes::remove);
        return new Row(update.key(), attributes);
    }

    private static Value sum(@Nullable Value before, long number, Key key) {
        return switch (before) {
            case null -> Value.of(number);
            case Value.Whole(var whole) -> Value.of(whole + number);
            case Value.Text text -> throw new PortFailure(Kind.REFUSED, "adding to a text of " + key);
        };
    }

    private List<Change> commit(Key key, @Nullable Row before, @Nullable Row after) {
        Entry.of(before).ifPresent(index::remove);
        Entry.of(after).ifPresent(index::add);
        if (after == null) {
            rows.remove(key);
        } else {
            rows.put(key, after);
        }
        return Objects.equals(before, after) ? List.of() : List.of(new Change(key, before, after, clock.instant()));
    }

    private void tell(List<Change> committed) {
        changes.addAll(committed);
        committed.forEach(change -> listeners.forEach(listener -> listener.accept(change)));
    }
}
