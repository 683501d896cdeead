package tocsin.maintenance;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A cron expression of five fields, as crontab(5) has them: minute, hour, day of the month, month, day of the week.
 * Beside {@code *}, lists, ranges and steps, names of months and days, it takes {@code L} for the last day of the
 * month, and {@code SUN#1} and {@code SUNL} for its first and its last Sunday. Where both kinds of days are said, each
 * of them counts.
 */
public final class Cron {
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final Pattern PART = Pattern.compile("(\\*|(\\w+)(?:-(\\w+))?)(?:/([0-9]{1,2}))?");
    private static final Pattern ORDINAL = Pattern.compile("(\\w+)(?:#([1-5])|L)");

    private final String text;
    private final SortedSet<Integer> minutes;
    private final SortedSet<Integer> hours;
    private final SortedSet<Integer> monthDays;
    private final SortedSet<Integer> months;
    private final SortedSet<Integer> weekDays;
    private final List<Ordinal> ordinals = new ArrayList<>();
    private final boolean lastDay;
    private final boolean anyMonthDay;
    private final boolean anyWeekDay;

    /** The first (1) to fifth of a weekday in a month; the last: 0. */
    private record Ordinal(int day, int which) {
        boolean holds(LocalDate date) {
            return number(date) == day
                    && (which == 0
                            ? date.plusDays(7).getMonth() != date.getMonth()
                            : (date.getDayOfMonth() + 6) / 7 == which);
        }
    }

    private Cron(String text) {
        this.text = text;
        var fields = text.split(" +", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException("'" + text + "' has " + fields.length
                    + " fields; expected five: minute, hour, day of the month," + " month, day of the week");
        }
        minutes = numbers("minute", fields[0], 0, 59, List.of());
        hours = numbers("hour", fields[1], 0, 23, List.of());
        lastDay = List.of(fields[2].split(",", -1)).contains("L");
        monthDays = numbers("day of the month", without(fields[2], "L"), 1, 31, List.of());
        months = numbers("month", fields[3], 1, 12, MONTHS);
        weekDays = weekDays(fields[4]);
        anyMonthDay = fields[2].startsWith("*");
        anyWeekDay = fields[4].startsWith("*");
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException where it is none; its message names the field and what is expected of it
     */
    public static Cron of(String text) {
        return new Cron(text.strip().toUpperCase(Locale.ROOT));
    }

    /** As it was read, in capital letters. */
    public String text() {
        return text;
    }

    /** Its times on this day, in their order. */
    public List<LocalTime> on(LocalDate day) {
        if (!months.contains(day.getMonthValue()) || !holds(day)) {
            return List.of();
        }
        return hours.stream()
                .flatMap(hour -> minutes.stream().map(minute -> LocalTime.of(hour, minute)))
                .toList();
    }

    private boolean holds(LocalDate day) {
        var ofMonth = monthDays.contains(day.getDayOfMonth())
                || lastDay && day.equals(day.with(TemporalAdjusters.lastDayOfMonth()));
        var ofWeek = weekDays.contains(number(day)) || ordinals.stream().anyMatch(ordinal -> ordinal.holds(day));
        return anyMonthDay || anyWeekDay ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    /** Sunday is 0. */
    private static int number(LocalDate day) {
        return day.getDayOfWeek().getValue() % 7;
    }

    private SortedSet<Integer> weekDays(String field) {
        var days = new TreeSet<Integer>();
        for (var part : field.split(",", -1)) {
            var ordinal = ORDINAL.matcher(part);
            if (ordinal.matches() && (part.contains("#") || part.endsWith("L") && part.length() > 1)) {
                var which = ordinal.group(2) == null ? 0 : Integer.parseInt(ordinal.group(2));
                ordinals.add(new Ordinal(number("day of the week", ordinal.group(1), 0, 7, DAYS) % 7, which));
            } else {
                numbers("day of the week", part, 0, 7, DAYS).forEach(day -> days.add(day % 7));
            }
        }
        return days;
    }

    private static String without(String field, String word) {
        return String.join(
                ",",
                List.of(field.split(",", -1)).stream()
                        .filter(part -> !part.equals(word))
                        .toList());
    }

    private static SortedSet<Integer> numbers(String name, String field, int least, int most, List<String> names) {
        var numbers = new TreeSet<Integer>();
        if (field.isEmpty()) {
            return numbers;
        }
        for (var part : field.split(",", -1)) {
            var match = PART.matcher(part);
            if (!match.matches()) {
                throw new IllegalArgumentException(name + " '" + part + "' is none such as *, 2, 1-5 or */15");
            }
            var every = match.group(1).equals("*");
            var first = every ? least : number(name, match.group(2), least, most, names);
            var open = match.group(3) == null && match.group(4) != null; // "5/15": from 5 on
            var last = every || open
                    ? most
                    : match.group(3) == null ? first : number(name, match.group(3), least, most, names);
            var step = match.group(4) == null ? 1 : Integer.parseInt(match.group(4));
            if (step == 0 || last < first) {
                throw new IllegalArgumentException(name + " '" + part + "' holds nothing");
            }
            for (var number = first; number <= last; number += step) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static int number(String name, String text, int least, int most, List<String> names) {
        var named = names.indexOf(text);
        if (named >= 0) {
            return named + least;
        }
        if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(name + " '" + text + "' is none of " + least + " to " + most
                    + (names.isEmpty() ? "" : ", nor of " + names.getFirst() + " to " + names.getLast()));
        }
        return Integer.parseInt(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron cron && cron.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
