package tocsin.health;

import io.avaje.jsonb.Json;
import tocsin.config.Layer;

/**
 * What came of one check.
 *
 * @param check its name
 * @param service whose it is, by name
 * @param says what was seen, or why it is not known; a sentence for people
 * @param took milliseconds
 */
@Json
public record Result(String check, String service, Layer layer, State state, String says, long took) {}
