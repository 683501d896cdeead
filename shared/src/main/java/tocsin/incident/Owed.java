package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Instant;
import tocsin.config.Severity;

/**
 * A page that waits: it is decided again at the instant, at the latest.
 *
 * @param severity what it waits as; what is worse does not wait for it
 */
@Json
public record Owed(Instant at, Severity severity, String because) {}
