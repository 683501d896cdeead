package tocsin.state;

import java.time.Instant;

/** When a row wants to be looked at: two attributes, by which a sparse index finds it. */
public final class Due {
    /** Into how many partitions of the index the rows are spread. */
    public static final int SHARDS = 8;

    /** The index's partition: "due#0" to "due#7". Only on rows that are due at some time. */
    public static final String PARTITION = "duePartition";

    /** The instant in milliseconds since 1970. */
    public static final String AT = "dueAt";

    private Due() {}

    /** The partition of the index in which a row stands, by its key alone. */
    public static String partition(Key key) {
        return "due#" + Math.floorMod(key.pk().hashCode() * 31 + key.sk().hashCode(), SHARDS);
    }

    /** The value that {@link #AT} has for an instant. */
    public static Value at(Instant instant) {
        return Value.of(instant.toEpochMilli());
    }
}
