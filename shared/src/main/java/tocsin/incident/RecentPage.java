package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Instant;
import tocsin.config.Severity;

/** A page that rang of itself: in a storm the next one may be added to it. */
@Json
public record RecentPage(IncidentRef incident, Severity severity, Instant at) {}
