package tocsin.oncall;

import io.avaje.jsonb.Json;
import java.time.LocalTime;

/**
 * Hours of every day, in the zone of whoever works them.
 *
 * @param until not after {@code from}: on the next day
 */
@Json
public record Span(LocalTime from, LocalTime until) {
    /** Whether it ends on the day after it began. */
    boolean overnight() {
        return !from.isBefore(until);
    }

    @Override
    public String toString() {
        return from + "-" + until;
    }
}
