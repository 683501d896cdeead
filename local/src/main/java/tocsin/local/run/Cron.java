package tocsin.local.run;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/** cron(minutes hours day-of-month month day-of-week year), of numbers and names, with * ? , - and /. */
record Cron(List<Field> fields, ZoneId zone) implements Schedule {
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final int LONGEST = 4 * 366;

    /** The values of one place of the expression, and what of an instant is compared with them. */
    private record Field(TreeSet<Integer> values, ToIntFunction<ZonedDateTime> of) {
        boolean holds(ZonedDateTime time) {
            return values.contains(of.applyAsInt(time));
        }
    }

    static Cron of(String text, ZoneId zone) {
        var parts = text.split("\\s+", -1);
        if (parts.length != 6) {
            throw new IllegalArgumentException("cron(" + text + ") needs six places");
        }
        return new Cron(
                List.of(
                        new Field(values(parts[0], 0, 59, List.of()), ZonedDateTime::getMinute),
                        new Field(values(parts[1], 0, 23, List.of()), ZonedDateTime::getHour),
                        new Field(values(parts[2], 1, 31, List.of()), ZonedDateTime::getDayOfMonth),
                        new Field(values(parts[3], 1, 12, MONTHS), ZonedDateTime::getMonthValue),
                        new Field(
                                values(parts[4], 1, 7, DAYS),
                                time -> time.getDayOfWeek().getValue() % 7 + 1),
                        new Field(values(parts[5], 1970, 2199, List.of()), ZonedDateTime::getYear)),
                zone);
    }

    private static TreeSet<Integer> values(String place, int least, int most, List<String> names) {
        var values = new TreeSet<Integer>();
        for (var part : place.split(",", -1)) {
            var slash = part.split("/", -1);
            var step = slash.length == 2 ? Integer.parseInt(slash[1]) : 1;
            var range = slash[0].split("-", -1);
            var all = slash[0].equals("*") || slash[0].equals("?");
            var from = all ? least : value(range[0], least, names);
            var to = all || (slash.length == 2 && range.length == 1)
                    ? most
                    : value(range[range.length - 1], least, names);
            if (from < least || to > most || from > to || step < 1) {
                throw new IllegalArgumentException("'" + part + "' in a cron expression is not understood");
            }
            for (var value = from; value <= to; value += step) {
                values.add(value);
            }
        }
        return values;
    }

    private static int value(String text, int least, List<String> names) {
        var name = names.indexOf(text.toUpperCase(Locale.ROOT));
        return name < 0 ? Integer.parseInt(text) : name + least;
    }

    @Override
    public Instant after(Instant instant) {
        var time = instant.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        var end = time.plusDays(LONGEST);
        while (time.isBefore(end)) {
            if (!day(time)) {
                time = time.toLocalDate().plusDays(1).atStartOfDay(zone);
            } else if (fields.get(0).holds(time) && fields.get(1).holds(time)) {
                return time.toInstant();
            } else {
                time = time.plusMinutes(1);
            }
        }
        return Instant.MAX;
    }

    private boolean day(ZonedDateTime time) {
        return fields.subList(2, 6).stream().allMatch(field -> field.holds(time));
    }
}
