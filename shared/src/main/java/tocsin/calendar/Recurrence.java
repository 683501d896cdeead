package tocsin.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A rule by which an event comes again: on days, at the time of its first. What a rota has no use for and what would
 * take long to work out (by the hour and finer, by other calendars than this one) is not followed, but said by name.
 */
final class Recurrence {
    private static final List<String> FOLLOWED =
            List.of("FREQ", "UNTIL", "COUNT", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST");
    private static final List<String> WEEKDAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    private static final Pattern WEEKDAY = Pattern.compile("([+-]?[0-9]{1,2})?([A-Z]{2})");
    private static final int LONGEST = 500;
    private static final int MOST_INTERVAL = 1_000;
    private static final int MOST_COUNT = 100_000;

    /** In how large a piece of time its days are looked for; the next lies some pieces later. */
    private enum Frequency {
        DAILY(ChronoUnit.DAYS),
        WEEKLY(ChronoUnit.WEEKS),
        MONTHLY(ChronoUnit.MONTHS),
        YEARLY(ChronoUnit.YEARS);

        private final ChronoUnit unit;

        Frequency(ChronoUnit unit) {
            this.unit = unit;
        }
    }

    /** A day of the week: each (0), or the first, the second, the last but one of the month or the year. */
    private record Weekday(int number, DayOfWeek day) {}

    private final String text;
    private final Map<String, String> parts;
    private final Frequency frequency;
    private final int interval;
    private final int count;
    private final DayOfWeek weekStart;
    private final List<Integer> months;
    private final List<Integer> monthDays;
    private final List<Integer> positions;
    private final List<Weekday> weekdays;

    private Recurrence(String text) {
        this.text = text;
        parts = parts();
        frequency = Arrays.stream(Frequency.values())
                .filter(each -> each.name().equals(parts.get("FREQ")))
                .findFirst()
                .orElseThrow(this::refused);
        interval = bounded("INTERVAL", 1, MOST_INTERVAL);
        count = bounded("COUNT", Integer.MAX_VALUE, MOST_COUNT);
        weekStart = day(parts.getOrDefault("WKST", "MO"));
        months = numbers("BYMONTH", 1, 12);
        monthDays = numbers("BYMONTHDAY", -31, 31);
        positions = numbers("BYSETPOS", -366, 366);
        weekdays = list("BYDAY").map(this::weekday).toList();
    }

    static Recurrence of(String text) {
        return new Recurrence(text.strip().toUpperCase(Locale.ROOT));
    }

    private Map<String, String> parts() {
        check(text.length() <= LONGEST);
        var read = new TreeMap<String, String>();
        for (var part : text.split(";", -1)) {
            var equals = part.indexOf('=');
            if (!part.isEmpty()) {
                check(equals > 0 && FOLLOWED.contains(part.substring(0, equals)));
                check(read.put(part.substring(0, equals), part.substring(equals + 1)) == null);
            }
        }
        return read;
    }

    private int bounded(String name, int otherwise, int most) {
        var written = parts.get(name);
        return written == null ? otherwise : number(written, 1, most);
    }

    private int number(String written, int least, int most) {
        check(written.matches("[+-]?[0-9]{1,6}"));
        var number = Integer.parseInt(written);
        check(number != 0 && number >= least && number <= most);
        return number;
    }

    private List<Integer> numbers(String name, int least, int most) {
        return list(name).map(written -> number(written, least, most)).toList();
    }

    private Stream<String> list(String name) {
        var written = parts.get(name);
        return written == null ? Stream.empty() : Stream.of(written.split(",", -1));
    }

    private Weekday weekday(String written) {
        var matcher = WEEKDAY.matcher(written);
        check(matcher.matches());
        if (matcher.group(1) == null) {
            return new Weekday(0, day(matcher.group(2)));
        }
        check(frequency == Frequency.MONTHLY || frequency == Frequency.YEARLY);
        return new Weekday(number(matcher.group(1), -53, 53), day(matcher.group(2)));
    }

    private DayOfWeek day(String written) {
        check(WEEKDAYS.contains(written));
        return DayOfWeek.of(WEEKDAYS.indexOf(written) + 1);
    }

    private void check(boolean holds) {
        if (!holds) {
            throw refused();
        }
    }

    private Unreadable refused() {
        return new Unreadable("RRULE:" + Words.shown(text) + " is not followed; expected FREQ of "
                + String.join(
                        ", ", Arrays.stream(Frequency.values()).map(Enum::name).toList()) + " with "
                + String.join(", ", FOLLOWED.subList(1, FOLLOWED.size())));
    }

    /** Until when, as the rule has it; empty where it does not say. Whoever asks knows the zone to compare it in. */
    String until() {
        return parts.getOrDefault("UNTIL", "");
    }

    /** When it comes between two times, as read off the wall; what it counts, it counts from its first. */
    List<LocalDateTime> starts(LocalDateTime first, LocalDateTime from, LocalDateTime to) {
        var starts = new ArrayList<LocalDateTime>();
        var begin = begin(first.toLocalDate());
        var counted = 0;
        for (var piece = firstPiece(begin, from); ; piece += interval) {
            var here = begin.plus(piece, frequency.unit);
            if (here.isAfter(to.toLocalDate())) {
                return starts;
            }
            for (var day : days(here, first.toLocalDate())) {
                var start = day.atTime(first.toLocalTime());
                if (!start.isBefore(first) && ++counted > count) {
                    return starts;
                }
                if (!start.isBefore(first) && !start.isBefore(from) && !start.isAfter(to)) {
                    starts.add(start);
                }
            }
        }
    }

    /** The beginning of the piece of time that holds a day. */
    private LocalDate begin(LocalDate day) {
        return switch (frequency) {
            case DAILY -> day;
            case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(weekStart));
            case MONTHLY -> day.withDayOfMonth(1);
            case YEARLY -> day.withDayOfYear(1);
        };
    }

    /** What lies before what is asked for is passed over, where nothing counts it. */
    private long firstPiece(LocalDate begin, LocalDateTime from) {
        var between = frequency.unit.between(begin, from.toLocalDate());
        return count < Integer.MAX_VALUE || between <= 0 ? 0 : between / interval * interval;
    }

    private List<LocalDate> days(LocalDate begin, LocalDate first) {
        var days = begin.datesUntil(begin.plus(1, frequency.unit))
                .filter(day -> isOne(day, first))
                .toList();
        return positions.isEmpty()
                ? days
                : positions.stream()
                        .map(position -> position > 0 ? position - 1 : days.size() + position)
                        .filter(index -> index >= 0 && index < days.size())
                        .distinct()
                        .sorted()
                        .map(days::get)
                        .toList();
    }

    private boolean isOne(LocalDate day, LocalDate first) {
        return isItsMonth(day, first) && isItsMonthDay(day, first) && isItsWeekday(day, first);
    }

    private boolean isItsMonth(LocalDate day, LocalDate first) {
        return months.isEmpty()
                ? frequency != Frequency.YEARLY
                        || !monthDays.isEmpty()
                        || !weekdays.isEmpty()
                        || day.getMonth() == first.getMonth()
                : months.contains(day.getMonthValue());
    }

    private boolean isItsMonthDay(LocalDate day, LocalDate first) {
        if (monthDays.isEmpty()) {
            return frequency.compareTo(Frequency.MONTHLY) < 0
                    || !weekdays.isEmpty()
                    || day.getDayOfMonth() == first.getDayOfMonth();
        }
        return monthDays.contains(day.getDayOfMonth())
                || monthDays.contains(day.getDayOfMonth() - day.lengthOfMonth() - 1);
    }

    private boolean isItsWeekday(LocalDate day, LocalDate first) {
        if (weekdays.isEmpty()) {
            return frequency != Frequency.WEEKLY || day.getDayOfWeek() == first.getDayOfWeek();
        }
        return weekdays.stream().anyMatch(weekday -> weekday.day() == day.getDayOfWeek() && isNumbered(weekday, day));
    }

    /** Of the month, where the rule speaks of months; else of the year. */
    private boolean isNumbered(Weekday weekday, LocalDate day) {
        var within = frequency == Frequency.MONTHLY || !months.isEmpty()
                ? ChronoField.DAY_OF_MONTH
                : ChronoField.DAY_OF_YEAR;
        var from = (day.get(within) - 1) / 7 + 1;
        var back = ((int) day.range(within).getMaximum() - day.get(within)) / 7 + 1;
        return weekday.number() == 0 || weekday.number() == from || weekday.number() == -back;
    }
}
