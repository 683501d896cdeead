package tocsin.maintenance;

import java.time.Instant;

/** One time of a window. */
public record Occurrence(Instant begins, Instant ends) {
    /** Its end is no part of it. */
    public boolean covers(Instant now) {
        return !now.isBefore(begins) && now.isBefore(ends);
    }
}
