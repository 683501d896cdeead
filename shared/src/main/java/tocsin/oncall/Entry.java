package tocsin.oncall;

import io.avaje.jsonb.Json;
import java.time.Instant;

/** What a calendar says: this person, from then to then. */
@Json
public record Entry(String person, Instant from, Instant to) {
    public Entry {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("an entry for " + person + " ends at " + to + ", before it begins");
        }
    }

    boolean covers(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }
}
