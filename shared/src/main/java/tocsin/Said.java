package tocsin;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as sentences say them: everybody who reads them may be elsewhere, so the zone is said too. */
public final class Said {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private Said() {}

    /** "2026-03-02 12:00:07 UTC". */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** "90 s", "5 min", "2 h": the largest unit that divides it. */
    public static String duration(Duration duration) {
        var seconds = duration.toSeconds();
        if (seconds != 0 && seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
