package tocsin.oncall;

import io.avaje.jsonb.Json;
import java.time.Instant;

/**
 * Somebody who has a rota for a time, whoever else would have it. Of two at one time that which was added later holds.
 *
 * @param by who added it, {@code at} an instant
 */
@Json
public record ShiftOverride(String id, String rota, String person, Instant from, Instant to, String by, Instant at) {
    public ShiftOverride {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("the override " + id + " ends at " + to + ", before it begins");
        }
    }

    /** The same, ending then. */
    public ShiftOverride until(Instant end) {
        return new ShiftOverride(id, rota, person, from, end, by, at);
    }

    boolean covers(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }
}
