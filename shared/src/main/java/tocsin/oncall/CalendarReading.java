package tocsin.oncall;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;

/**
 * What a rota's calendar said when it was read: plain shifts, so that who decides needs no calendar and nobody's
 * server.
 *
 * @param at when it was read
 * @param from of what was read; before it nothing is known
 * @param until of what was read; from then on nothing is known
 * @param shifts in their order, none over another
 * @param unnamed some of the events in which nobody of the configuration was found
 * @param overlaps some of the times at which two have it, in words
 */
@Json
public record CalendarReading(
        Instant at,
        Instant from,
        Instant until,
        List<CalendarShift> shifts,
        List<String> unnamed,
        List<String> overlaps) {
    public CalendarReading {
        shifts = List.copyOf(shifts);
        unnamed = List.copyOf(unnamed);
        overlaps = List.copyOf(overlaps);
        for (var next = 1; next < shifts.size(); next++) {
            if (shifts.get(next).from().isBefore(shifts.get(next - 1).to())) {
                throw new IllegalArgumentException(shifts.get(next) + " begins before the one before it ends");
            }
        }
    }

    /** The same of these people alone. */
    CalendarReading of(List<String> people) {
        var theirs =
                shifts.stream().filter(shift -> people.contains(shift.person())).toList();
        return new CalendarReading(at, from, until, theirs, unnamed, overlaps);
    }
}
