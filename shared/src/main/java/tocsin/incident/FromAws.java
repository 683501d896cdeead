package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Instant;

/**
 * What AWS told of something that a service is made of: kept beside it, and told wherever something goes wrong soon
 * after.
 *
 * @param id by which a second telling is known
 * @param about what is told of, the same as often as it is told anew
 * @param until so long it stands beside whatever goes wrong
 */
@Json
public record FromAws(String id, String about, String text, Instant at, Instant until) {}
