package tocsin.incident;

import java.util.Comparator;
import tocsin.Digest;
import tocsin.alarm.AlarmId;

/**
 * Which board of a service: standings are spread over sixteen rows so that none grows too large.
 *
 * @param digit the first hex digit of the SHA-256 of the alarm's ARN
 */
public record BoardKey(String partition, String digit) implements Comparable<BoardKey> {
    private static final Comparator<BoardKey> ORDER =
            Comparator.comparing(BoardKey::partition).thenComparing(BoardKey::digit);

    public static BoardKey of(String partition, AlarmId id) {
        return new BoardKey(partition, Digest.of(id.arn()).substring(0, 1));
    }

    @Override
    public int compareTo(BoardKey other) {
        return ORDER.compare(this, other);
    }
}
