package tocsin.alarm;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Instants as alarms write them: CloudWatch's own {@code 2019-02-12T15:45:24.006+0000} has no colon in its offset, so
 * ISO_OFFSET_DATE_TIME refuses it; SQS counts milliseconds; samples carry stray blanks.
 */
final class Timestamps {
    private static final Pattern DATE_AND_TIME =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)T?(\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)(.*)");
    private static final Pattern EPOCH = Pattern.compile("\\d{9,13}");
    private static final int LONGEST = 64;
    private static final long FIRST_IN_MILLISECONDS = 100_000_000_000L; // as seconds it would be the year 5138
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private Timestamps() {}

    static @Nullable Instant read(@Nullable String text) {
        if (text == null || text.length() > LONGEST) {
            return null;
        }
        var dense = text.replaceAll("\\s", "");
        var time = DATE_AND_TIME.matcher(dense);
        try {
            if (time.matches()) {
                return instant(time);
            }
            return EPOCH.matcher(dense).matches() ? epoch(Long.parseLong(dense)) : null;
        } catch (DateTimeException _) {
            return null;
        }
    }

    /** As {@link #read}, but nothing from the future: it would make every later transition look like an old one. */
    static @Nullable Instant past(@Nullable String text, Instant now) {
        var instant = read(text);
        return instant == null || instant.isAfter(now.plus(CLOCKS_DIFFER)) ? null : instant;
    }

    private static Instant instant(Matcher time) {
        return LocalDateTime.parse(time.group(1) + "T" + time.group(2))
                .toInstant(offset(time.group(3)))
                .truncatedTo(ChronoUnit.MILLIS);
    }

    /** The offset of a time; UTC where none is written. */
    private static ZoneOffset offset(String text) {
        return switch (text) {
            case "", "UTC", "GMT" -> ZoneOffset.UTC;
            default -> ZoneOffset.of(text);
        };
    }

    private static Instant epoch(long number) {
        return number < FIRST_IN_MILLISECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }
}
