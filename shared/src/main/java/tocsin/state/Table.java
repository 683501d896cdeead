package tocsin.state;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The one table. Each method is one request on the wire and tries nothing again. */
public interface Table {
    /** The most writes that one transaction takes (DynamoDB: 100 items). */
    int MOST_WRITES = 100;

    /** The most keys that one read takes (DynamoDB: 100 items). */
    int MOST_READS = 100;

    /**
     * Reads rows by key, strongly consistent (BatchGetItem).
     *
     * @param keys at most {@link #MOST_READS}, each once
     */
    Rows read(List<Key> keys);

    /** One write under its conditions; gives the row as it stands after it, or as it stood when it was refused. */
    Written write(Write write);

    /**
     * All writes or none (TransactWriteItems).
     *
     * @param writes at most {@link #MOST_WRITES}, one a row
     * @param token at most 36 characters; the same token with the same writes is done once (within 10 minutes)
     */
    Committed transact(List<Write> writes, String token);

    /**
     * The rows of a partition whose sort key begins so, in the order of the sort key, strongly consistent (Query).
     *
     * @param after the last key of the page before, or null to begin
     */
    Page query(String pk, String prefix, boolean newestFirst, int limit, @Nullable Key after);

    /**
     * Keys of rows that are due, soonest first: what an index says, which may lag behind the rows.
     *
     * @param shard 0 to {@link Due#SHARDS} - 1
     */
    List<Key> due(int shard, Instant until, int limit);

    /**
     * What was read.
     *
     * @param rows by key; a key without row is not in it
     * @param unread keys that the table did not get to: to be asked again
     */
    record Rows(Map<Key, Row> rows, List<Key> unread) {
        public Rows {
            rows = Collections.unmodifiableMap(new TreeMap<>(rows));
            unread = List.copyOf(unread);
        }
    }

    record Page(List<Row> rows, @Nullable Key next) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /** What came of one write. */
    sealed interface Written {
        /** @param row null after a deletion */
        record Done(@Nullable Row row) implements Written {}

        /** @param row as it stands; null where there is none */
        record Refused(@Nullable Row row) implements Written {}
    }

    /** What came of a transaction. */
    sealed interface Committed {
        record Done() implements Committed {}

        /** Nothing was written; one cause for each write, in their order. */
        record Cancelled(List<Cause> causes) implements Committed {
            public Cancelled {
                causes = List.copyOf(causes);
            }

            /** Whether any write was refused for this. */
            public boolean has(Why why) {
                return causes.stream().anyMatch(cause -> cause.why() == why);
            }
        }
    }

    /**
     * Why a transaction was cancelled, as far as one of its writes is concerned.
     *
     * @param row where a condition was refused: the row as it stands, or null where there is none
     */
    record Cause(Why why, @Nullable Row row) {}

    /** The cancellation reasons that lead to different answers. */
    enum Why {
        /** This write was not the trouble. */
        NONE,
        /** Its condition did not hold: decide again. */
        CONDITION,
        /** Another transaction was at the same row: the same again. */
        CONFLICT,
        /** Too many requests: the same again, later. */
        THROTTLED,
        /** The write itself is wrong (too large, not valid): never again. */
        REFUSED
    }
}
