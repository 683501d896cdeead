package tocsin.maintenance;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.action.DurationText;
import tocsin.oncall.WallClock;

/** How a window comes again, on the clocks of a zone: by hours of a day of the week, or by cron and a length. */
public sealed interface Recurring {
    /** As {@link #of} reads it. */
    String text();

    /** The occurrences that begin on this day, in their order; one that the clocks skip is none. */
    List<Occurrence> on(LocalDate day, ZoneId zone);

    /**
     * Reads "Sun 02:00-04:00", "02:00-04:00" for every day, or "cron 0 2 * * SUN for 2h".
     *
     * @throws IllegalArgumentException where it is none of them; its message says what is wrong
     */
    static Recurring of(String text) {
        return text.startsWith(ByCron.WORD) ? ByCron.of(text) : Weekly.of(text);
    }

    /**
     * Hours of a day of the week, or of every day.
     *
     * @param day on which it begins, or null for every day
     * @param until its end; not after {@code from}: on the next day
     */
    record Weekly(@Nullable DayOfWeek day, LocalTime from, LocalTime until) implements Recurring {
        private static final Pattern FORM = Pattern.compile("(?:(\\w{3}) )?(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");

        static Weekly of(String text) {
            var match = FORM.matcher(text);
            if (!match.matches()) {
                throw new IllegalArgumentException(
                        "'" + text + "'; expected a day and hours such as Sun 02:00-04:00, or hours alone");
            }
            var day = Optional.ofNullable(match.group(1)).map(Weekly::day).orElse(null);
            return new Weekly(day, LocalTime.parse(match.group(2)), LocalTime.parse(match.group(3)));
        }

        private static DayOfWeek day(String letters) {
            return Stream.of(DayOfWeek.values())
                    .filter(day -> day.name().startsWith(letters.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + letters + "'; expected a day such as Sun"));
        }

        @Override
        public String text() {
            var letters = day == null
                    ? ""
                    : day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(Locale.ROOT);
            return (letters + " " + from + "-" + until).strip();
        }

        @Override
        public List<Occurrence> on(LocalDate date, ZoneId zone) {
            if (day != null && date.getDayOfWeek() != day) {
                return List.of();
            }
            var ends = from.isBefore(until) ? date : date.plusDays(1);
            // an hour that comes twice ends at its first end: what withholds pages is rather too short than too long
            var occurrence = new Occurrence(WallClock.first(date, from, zone), WallClock.first(ends, until, zone));
            return occurrence.begins().isBefore(occurrence.ends()) ? List.of(occurrence) : List.of();
        }
    }

    /** A length from each time of a cron expression on. */
    record ByCron(Cron cron, Duration length) implements Recurring {
        private static final String WORD = "cron ";
        private static final String FOR = " for ";

        /** Longer than this it is no window, but a mistake. */
        public static final Duration LONGEST = Duration.ofDays(1);

        public ByCron {
            if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a length of " + length + "; expected one of at most a day");
            }
        }

        /** The text of a cron expression and a length, as {@link Recurring#of} reads it. */
        public static String text(String cron, String length) {
            return WORD + cron + FOR + length;
        }

        static ByCron of(String text) {
            var at = text.lastIndexOf(FOR);
            var length = at < 0 ? Optional.<Duration>empty() : DurationText.read(text.substring(at + FOR.length()));
            if (length.isEmpty()) {
                throw new IllegalArgumentException("'" + text + "'; expected cron, an expression, for, and a length");
            }
            return new ByCron(Cron.of(text.substring(WORD.length(), at)), length.get());
        }

        @Override
        public String text() {
            return text(cron.text(), length.toMinutes() + "m");
        }

        @Override
        public List<Occurrence> on(LocalDate day, ZoneId zone) {
            return cron.on(day).stream()
                    .map(time -> WallClock.first(day, time, zone))
                    .distinct() // times that the clocks skip come together
                    .map(begins -> new Occurrence(begins, begins.plus(length)))
                    .toList();
        }
    }
}
