package tocsin.console;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import tocsin.oncall.ShiftOverride;

/**
 * Who is on call.
 *
 * @param calendars those of rotas, as they were last read
 * @param overrides those that are not over, in the order in which they were added: a later one wins
 */
@Json
public record RosterView(
        Instant at, Instant until, List<RotaView> rotas, List<CalendarView> calendars, List<ShiftOverride> overrides) {
    public RosterView {
        rotas = List.copyOf(rotas);
        calendars = List.copyOf(calendars);
        overrides = List.copyOf(overrides);
    }
}
