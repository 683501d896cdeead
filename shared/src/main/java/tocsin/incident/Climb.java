package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Instant;

/**
 * How far up Tocsin's own ladder a page has come.
 *
 * @param step the number of the step that comes next, the first being 0
 * @param at when it comes, unless somebody acknowledges before
 */
@Json
public record Climb(int step, Instant at) {}
