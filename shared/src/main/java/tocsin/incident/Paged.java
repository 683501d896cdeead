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
 */
@Json
public record Paged(int generation, Severity severity, Instant at, Paging paging) {}
