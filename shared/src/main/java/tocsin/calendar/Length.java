package tocsin.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * How long an event is: so long on the wall, then so long by any clock. A week from Monday at nine is over on Monday at
 * nine, whatever the clocks did meanwhile.
 */
record Length(Duration wall, Duration exact) {
    static final Duration LONGEST = Duration.ofDays(400);
    private static final Pattern WRITTEN = Pattern.compile(
            "\\+?P(?:([0-9]{1,3})W)?(?:([0-9]{1,4})D)?(?:T(?:([0-9]{1,5})H)?(?:([0-9]{1,7})M)?(?:([0-9]{1,9})S)?)?");

    Length {
        if (wall.isNegative() || exact.isNegative()) {
            throw new Unreadable("it ends before it begins");
        }
        if (wall.plus(exact).compareTo(LONGEST) > 0) {
            throw new Unreadable("it lasts longer than " + LONGEST.toDays() + " days");
        }
    }

    /** That of an event: by its end, by its length, or one day where it is of whole days. */
    static Length of(Component event, Moment begin, Moment.Reader times) {
        var end = event.line("DTEND");
        if (end.isPresent()) {
            return between(begin, times.one(end.get()));
        }
        var length = event.value("DURATION");
        return length.isEmpty()
                ? new Length(begin.day() ? Duration.ofDays(1) : Duration.ZERO, Duration.ZERO)
                : written(length);
    }

    private static Length between(Moment begin, Moment end) {
        return begin.rules().equals(end.rules())
                ? new Length(Duration.between(begin.wall(), end.wall()), Duration.ZERO)
                : new Length(Duration.ZERO, Duration.between(begin.instant(), end.instant()));
    }

    private static Length written(String text) {
        var parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            throw new Unreadable("DURATION:" + Words.shown(text) + "; expected P7D, P1W or PT12H");
        }
        var numbers = new long[6];
        for (var group = 1; group < numbers.length; group++) {
            numbers[group] = parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
        }
        return new Length(
                Duration.ofDays(7 * numbers[1] + numbers[2]),
                Duration.ofHours(numbers[3]).plusMinutes(numbers[4]).plusSeconds(numbers[5]));
    }

    Instant end(Moment begin) {
        return begin.at(begin.wall().plus(wall)).instant().plus(exact);
    }

    Duration roughly() {
        return wall.plus(exact);
    }
}
