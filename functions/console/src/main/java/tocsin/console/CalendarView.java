package tocsin.console;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.oncall.RotaCalendar;

/**
 * The calendar of a rota.
 *
 * @param read when it was last read, or null where it never was
 * @param until of what was read; from then on nobody has the rota
 * @param old whether it was not read for more than a day
 * @param failure why it was not read the last time, or null
 * @param unnamed some of the events in which no person is found
 * @param overlaps some of the times at which two have it
 */
@Json
public record CalendarView(
        String rota,
        @Nullable Instant read,
        @Nullable Instant until,
        boolean old,
        @Nullable String failure,
        List<String> unnamed,
        List<String> overlaps) {
    public CalendarView {
        unnamed = List.copyOf(unnamed);
        overlaps = List.copyOf(overlaps);
    }

    static CalendarView of(RotaCalendar calendar, Instant now) {
        var good = calendar.good();
        return new CalendarView(
                calendar.rota(),
                good == null ? null : good.at(),
                good == null ? null : good.until(),
                calendar.old(now),
                calendar.failure(),
                good == null ? List.of() : good.unnamed(),
                good == null ? List.of() : good.overlaps());
    }

    /** Of a rota whose calendar was not tried yet. */
    static CalendarView untried(String rota) {
        return new CalendarView(rota, null, null, false, "it was not read yet", List.of(), List.of());
    }
}
