package tocsin.testing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.state.Key;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Write;

/** A table with the faults that DynamoDB has under load, each in the form in which it comes there. */
public final class FaultyTable implements Table {
    private final Table table;
    private final Faults faults;
    private int requests;

    public FaultyTable(Table table, Faults faults) {
        this.table = table;
        this.faults = faults;
    }

    /** What goes wrong with a request. */
    public enum Fault {
        /** All goes well. */
        NONE,
        /**
         * Not done: another transaction is at the item. A transaction is cancelled, its first write being the cause.
         */
        CONFLICT,
        /** Not done. Of a transaction: cancelled. */
        THROTTLED,
        /** The service answers nothing, and has done nothing. */
        UNAVAILABLE,
        /** A timeout, and nothing was done. */
        UNCLEAR_NOT_DONE,
        /** A timeout after the commit. */
        UNCLEAR_THOUGH_DONE,
        /** Of a read: the half of the keys is not read; of anything else nothing. */
        HALF_READ
    }

    /** Which fault the next request has. */
    @FunctionalInterface
    public interface Faults {
        /**
         * @param index the how-manyth request it is, from 0
         * @param method "read", "write", "transact", "query" or "due"
         */
        Fault of(int index, String method);
    }

    @Override
    public Rows read(List<Key> keys) {
        var fault = next("read");
        if (fault != Fault.HALF_READ || keys.size() < 2) {
            return with(fault, () -> table.read(keys));
        }
        var half = keys.size() / 2;
        Map<Key, Row> rows =
                new LinkedHashMap<>(table.read(keys.subList(0, half)).rows());
        return new Rows(rows, keys.subList(half, keys.size()));
    }

    @Override
    public Written write(Write write) {
        return with(next("write"), () -> table.write(write));
    }

    @Override
    public Committed transact(List<Write> writes, String token) {
        var fault = next("transact");
        return switch (fault) {
            case CONFLICT -> cancelled(writes.size(), Why.CONFLICT);
            case THROTTLED -> cancelled(writes.size(), Why.THROTTLED);
            default -> with(fault, () -> table.transact(writes, token));
        };
    }

    @Override
    public Page query(String pk, String prefix, boolean newestFirst, int limit, @Nullable Key after) {
        return with(next("query"), () -> table.query(pk, prefix, newestFirst, limit, after));
    }

    @Override
    public List<Key> due(int shard, Instant until, int limit) {
        return with(next("due"), () -> table.due(shard, until, limit));
    }

    private synchronized Fault next(String method) {
        return faults.of(requests++, method);
    }

    private static <T> T with(Fault fault, Supplier<T> request) {
        return switch (fault) {
            case NONE, HALF_READ -> request.get();
            case CONFLICT -> throw new PortFailure(Kind.CONFLICT, "injected: another transaction is at the item");
            case THROTTLED -> throw new PortFailure(Kind.THROTTLED, "injected: too many requests");
            case UNAVAILABLE -> throw new PortFailure(Kind.UNAVAILABLE, "injected: nobody there");
            case UNCLEAR_NOT_DONE -> throw new PortFailure(Kind.UNCLEAR, "injected: a timeout on the way there");
            case UNCLEAR_THOUGH_DONE -> {
                var lost = request.get();
                throw new PortFailure(Kind.UNCLEAR, "injected: a timeout after the commit, whose answer was " + lost);
            }
        };
    }

    private static Committed cancelled(int writes, Why first) {
        return new Committed.Cancelled(IntStream.range(0, writes)
                .mapToObj(index -> new Cause(index == 0 ? first : Why.NONE, null))
                .toList());
    }
}
