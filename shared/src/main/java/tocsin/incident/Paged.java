package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Instant;
import tocsin.config.Paging;
import tocsin.config.Severity;

/**
 * That an incident's page was decided: the last one.
 *
 * @param generation counts the pages of one incident that each ring anew
 * @param paging what the service was on: only with ON did it reach anybody
 * @param withdrawn whether it rings no more, since all was well for a while
 */
@Json
public record Paged(int generation, Severity severity, Instant at, Paging paging, boolean withdrawn) {
    /** Whether it rings, or somebody has it, at this severity or a worse one. */
    public boolean covers(Severity other) {
        return !withdrawn && severity.compareTo(other) <= 0;
    }

    public Paged withdraw() {
        return new Paged(generation, severity, at, paging, true);
    }
}
