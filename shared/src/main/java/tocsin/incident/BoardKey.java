package tocsin.incident;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
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
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(id.arn().getBytes(StandardCharsets.UTF_8));
            return new BoardKey(partition, HexFormat.of().formatHex(hash).substring(0, 1));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public int compareTo(BoardKey other) {
        return ORDER.compare(this, other);
    }
}
