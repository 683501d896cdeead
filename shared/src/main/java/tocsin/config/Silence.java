package tocsin.config;

import io.avaje.jsonb.Json;
import java.time.Instant;

/** Alarms that somebody wants to hear nothing of until an instant, and why. */
@Json
public record Silence(String id, Pattern match, Instant until, String because, String by) {
    /** Whether it holds back what is described, now. */
    public boolean covers(Description description, Instant now) {
        return now.isBefore(until) && match.holds(description);
    }
}
