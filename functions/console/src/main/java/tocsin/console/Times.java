package tocsin.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import tocsin.oncall.WallClock;

/** An instant as people type it: "2026-12-24 18:00" as a clock in some zone shows it, "2026-12-24T17:00:00Z", "now". */
final class Times {
    private static final Pattern LOCAL =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?))?");
    private static final int FIRST = 2000;
    private static final int LAST = 2200;

    private Times() {}

    static Instant read(String field, String text, ZoneId zone, Instant now) {
        return read(field, text, zone, now, " or now");
    }

    private static Instant read(String field, String text, ZoneId zone, Instant now, String orElse) {
        if (text.equals("now")) {
            return now;
        }
        var local = LOCAL.matcher(text);
        try {
            if (!local.matches()) {
                return within(field, text, OffsetDateTime.parse(text).toInstant());
            }
            var time = local.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(local.group(2));
            return within(field, text, WallClock.first(LocalDate.parse(local.group(1)), time, zone));
        } catch (DateTimeException wrong) {
            throw new BadRequest(field + ": '" + text + "' is no time such as \"2026-12-24 18:00\" (in " + zone
                    + "), 2026-12-24T17:00:00Z" + orElse);
        }
    }

    /** The same, or a length of time after the one before: "4h". */
    static Instant read(String field, String text, ZoneId zone, Instant now, Instant before) {
        return text.matches("[0-9]{1,6}[smhd]")
                ? before.plus(Durations.read(field, text))
                : read(field, text, zone, now, ", now, or a length of time such as 30m");
    }

    private static Instant within(String field, String text, Instant instant) {
        var year = Year.from(instant.atOffset(ZoneOffset.UTC)).getValue();
        if (year < FIRST || year > LAST) {
            throw new BadRequest(field + ": '" + text + "' is not within the years " + FIRST + " to " + LAST);
        }
        return instant;
    }
}
