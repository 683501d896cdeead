package tocsin.oncall;

import io.avaje.jsonb.Json;
import java.time.Instant;

/** Somebody has a rota from one instant to another, as its calendar says. */
@Json
public record CalendarShift(Instant from, Instant to, String person) {
    public CalendarShift {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a shift of " + person + " ends at " + to + ", before it begins");
        }
    }
}
