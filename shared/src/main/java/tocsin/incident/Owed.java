package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tocsin.config.Severity;

/**
 * A page that waits: it is decided again at the instant, at the latest.
 *
 * @param severity what it waits as; what is worse does not wait for it
 * @param added the incident to whose page it was added in a storm, or null
 */
@Json
public record Owed(
        Instant at,
        Severity severity,
        String because,
        @Nullable IncidentRef added) {
    public Owed(Instant at, Severity severity, String because) {
        this(at, severity, because, null);
    }
}
