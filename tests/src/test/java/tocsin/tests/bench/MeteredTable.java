package tocsin.tests.bench;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.testing.TestingTable;

/**
 * A table that counts what is asked of it, in DynamoDB's units too. It can hold still: then it takes writes and keeps
 * none, so that the same thing can be measured again and again in the same state; and it can leave the counting, which
 * takes time. For one thread.
 */
final class MeteredTable implements Table {
    private final TestingTable kept;
    private boolean still;
    private boolean counts = true;
    private Used used = Used.NOTHING;
    private long took;

    MeteredTable(TestingTable kept) {
        this.kept = kept;
    }

    Used used() {
        return used;
    }

    /** How many nanoseconds table and counting have taken: who uses them is not to blame. */
    long took() {
        return took;
    }

    void holdStill() {
        still = true;
    }

    void counts(boolean it) {
        counts = it;
    }

    @Override
    public Rows read(List<Key> keys) {
        return timed(() -> metered(keys));
    }

    private Rows metered(List<Key> keys) {
        var rows = kept.read(keys);
        if (!counts) {
            return rows;
        }
        var bytes = 0L;
        var units = keys.size() - rows.rows().size(); // a row that is not there costs one
        for (var row : rows.rows().values()) {
            bytes += TestingTable.size(row);
            units += (int) Units.read(TestingTable.size(row));
        }
        count(rows.rows().size(), bytes, units);
        return rows;
    }

    @Override
    public Written write(Write write) {
        return timed(() -> metered(write));
    }

    private Written metered(Write write) {
        if (!counts) {
            return written(write);
        }
        var before = size(write.key());
        var was = entry(write.key());
        var written = written(write);
        var done = written instanceof Written.Done;
        count(units(write, before, was, done, false), done ? 1 : 0);
        return written;
    }

    @Override
    public Committed transact(List<Write> writes, String token) {
        return timed(() -> metered(writes, token));
    }

    private Committed metered(List<Write> writes, String token) {
        if (!counts) {
            return committed(writes, token);
        }
        var before = new TreeMap<Key, Long>();
        var were = new TreeMap<Key, Map<String, Value>>();
        for (var write : writes) {
            before.put(write.key(), size(write.key()));
            were.put(write.key(), entry(write.key()));
        }
        var committed = committed(writes, token);
        var done = committed instanceof Committed.Done;
        var units = 0L;
        for (var write : writes) {
            units += units(
                    write,
                    Objects.requireNonNull(before.get(write.key())),
                    Objects.requireNonNull(were.get(write.key())),
                    done,
                    true);
        }
        count(units, done ? writes.size() : 0);
        return committed;
    }

    @Override
    public Page query(String pk, String prefix, boolean newestFirst, int limit, @Nullable Key after) {
        return timed(() -> metered(pk, prefix, newestFirst, limit, after));
    }

    private Page metered(String pk, String prefix, boolean newestFirst, int limit, @Nullable Key after) {
        var page = kept.query(pk, prefix, newestFirst, limit, after);
        if (!counts) {
            return page;
        }
        var bytes = page.rows().stream().mapToLong(TestingTable::size).sum();
        count(page.rows().size(), bytes, (double) Units.read(bytes));
        return page;
    }

    @Override
    public List<Key> due(int shard, Instant until, int limit) {
        return timed(() -> metered(shard, until, limit));
    }

    private List<Key> metered(int shard, Instant until, int limit) {
        var keys = kept.due(shard, until, limit);
        if (!counts) {
            return keys;
        }
        var bytes = keys.stream().mapToLong(key -> size(key, entry(key))).sum();
        count(keys.size(), bytes, Units.readOfIndex(bytes));
        return keys;
    }

    private <T> T timed(Supplier<T> request) {
        var start = System.nanoTime();
        try {
            return request.get();
        } finally {
            took += System.nanoTime() - start;
        }
    }

    private Written written(Write write) {
        return still ? new Written.Done(null) : kept.write(write);
    }

    private Committed committed(List<Write> writes, String token) {
        return still ? new Committed.Done() : kept.transact(writes, token);
    }

    /** A write that is refused costs what it would have; the index is written by what was done alone. */
    private long units(Write write, long before, Map<String, Value> was, boolean done, boolean together) {
        var after = write instanceof Write.Put put ? TestingTable.size(put.row()) : size(write.key());
        var units = Units.write(before, after, together);
        if (!done) {
            return units;
        }
        var is = still && write instanceof Write.Put put ? entry(put.row()) : entry(write.key());
        return units + ofIndex(write.key(), was, is);
    }

    /** One for what is taken out of the index, one for what is put in; an entry that stays as it is costs nothing. */
    private static long ofIndex(Key key, Map<String, Value> was, Map<String, Value> is) {
        if (was.equals(is)) {
            return 0;
        }
        return (was.isEmpty() ? 0 : Units.write(size(key, was), 0, false))
                + (is.isEmpty() ? 0 : Units.write(0, size(key, is), false));
    }

    private long size(Key key) {
        var row = kept.row(key);
        return row == null ? 0 : TestingTable.size(row);
    }

    private static long size(Key key, Map<String, Value> entry) {
        return TestingTable.size(new Row(key, entry));
    }

    private Map<String, Value> entry(Key key) {
        var row = kept.row(key);
        return row == null ? Map.of() : entry(row);
    }

    /** What the index holds of a row beside its key; nothing of one that is not due. */
    private static Map<String, Value> entry(Row row) {
        var partition = row.attributes().get(Due.PARTITION);
        var at = row.attributes().get(Due.AT);
        return partition == null || at == null ? Map.of() : Map.of(Due.PARTITION, partition, Due.AT, at);
    }

    private void count(int rows, long bytes, double units) {
        used = used.plus(new Used(1, rows, bytes, 0, units, 0));
    }

    private void count(long writeUnits, int rows) {
        used = used.plus(new Used(1, 0, 0, rows, 0, writeUnits));
    }
}
