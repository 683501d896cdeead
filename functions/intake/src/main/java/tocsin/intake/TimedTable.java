package tocsin.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.state.Key;
import tocsin.state.Table;
import tocsin.state.Write;

/**
 * The table, asked for as long as there is time for it: one that hangs would else take all the time of an invocation,
 * call after call, and leave none to tell anybody so. What is not asked any more fails, and comes again.
 */
final class TimedTable implements Table {
    /** What telling people past the table takes. */
    static final Duration KEPT = Duration.ofSeconds(7);

    /** What one call to a table that hangs takes. */
    private static final Duration ONE = Duration.ofSeconds(5);

    private final Table table;
    private Supplier<Duration> left;
    private boolean gone;

    TimedTable(Table table, Supplier<Duration> left) {
        this.table = table;
        this.left = left;
    }

    /** An invocation begins. */
    void begin(Supplier<Duration> remaining) {
        left = remaining;
        gone = false;
    }

    private <T> T ask(Supplier<T> call) {
        if (gone || left.get().compareTo(KEPT) < 0) {
            throw new PortFailure(Kind.UNAVAILABLE, "the table is not asked any more: no time is left for it");
        }
        try {
            return call.get();
        } catch (PortFailure failure) {
            var passes = failure.kind() == Kind.UNAVAILABLE || failure.kind() == Kind.UNCLEAR;
            gone = passes && left.get().compareTo(KEPT.plus(ONE)) < 0;
            throw failure;
        }
    }

    @Override
    public Rows read(List<Key> keys) {
        return ask(() -> table.read(keys));
    }

    @Override
    public Written write(Write write) {
        return ask(() -> table.write(write));
    }

    @Override
    public Committed transact(List<Write> writes, String token) {
        return ask(() -> table.transact(writes, token));
    }

    @Override
    public Page query(String pk, String prefix, boolean newestFirst, int limit, @Nullable Key after) {
        return ask(() -> table.query(pk, prefix, newestFirst, limit, after));
    }

    @Override
    public List<Key> due(int shard, Instant until, int limit) {
        return ask(() -> table.due(shard, until, limit));
    }
}
