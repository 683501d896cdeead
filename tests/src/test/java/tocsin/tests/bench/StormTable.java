package tocsin.tests.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tocsin.state.Key;
import tocsin.state.Table;
import tocsin.state.Write;
import tocsin.testing.FaultyTable;
import tocsin.testing.FaultyTable.Fault;
import tocsin.testing.TestingTable;

/**
 * A table as far away as DynamoDB is, in which others are at the same items now and then. It counts what is asked of
 * it, and keeps no story: nobody reads it here, and it would be counted as the functions' memory.
 */
final class StormTable implements Table {
    static final Duration AWAY = Duration.ofMillis(5);
    private static final int CONFLICTS_PER_MILLE = 20;

    private final Table faulty;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong stories = new AtomicLong();

    StormTable(TestingTable kept) {
        var random = new SplittableRandom(1);
        faulty = new FaultyTable(
                kept,
                (index, method) -> method.equals("transact") && random.nextInt(1000) < CONFLICTS_PER_MILLE
                        ? Fault.CONFLICT
                        : Fault.NONE);
    }

    long requests() {
        return requests.get();
    }

    /** How many story entries were written. */
    long stories() {
        return stories.get();
    }

    private Table away() {
        requests.incrementAndGet();
        LockSupport.parkNanos(AWAY.toNanos());
        return faulty;
    }

    @Override
    public Rows read(List<Key> keys) {
        return away().read(keys);
    }

    @Override
    public Written write(Write write) {
        return away().write(write);
    }

    @Override
    public Committed transact(List<Write> writes, String token) {
        var others = writes.stream()
                .filter(write -> !write.key().sk().contains("/story#"))
                .toList();
        var committed = away().transact(others, token);
        if (committed instanceof Committed.Cancelled cancelled
                && !cancelled.causes().isEmpty()) {
            return new Committed.Cancelled(writes.stream()
                    .map(write -> others.contains(write)
                            ? cancelled.causes().get(others.indexOf(write))
                            : new Cause(Why.NONE, null))
                    .toList());
        }
        if (committed instanceof Committed.Done) {
            stories.addAndGet(writes.size() - (long) others.size());
        }
        return committed;
    }

    @Override
    public Page query(String pk, String prefix, boolean newestFirst, int limit, @Nullable Key after) {
        return away().query(pk, prefix, newestFirst, limit, after);
    }

    @Override
    public List<Key> due(int shard, Instant until, int limit) {
        return away().due(shard, until, limit);
    }
}
