package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Instant;

/**
 * That somebody has an incident.
 *
 * @param via how it came: "pagerduty", "command"
 * @param until when it lapses, unless there is a sign of life
 */
@Json
public record Acknowledgement(String by, String via, Instant at, Instant until) {}
