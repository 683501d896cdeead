package tocsin.health;

import io.avaje.jsonb.Json;
import tocsin.config.Layer;

/**
 * What came of one check.
 *
 * @param check its name
 * @param service whose it is, by name
 * @param says what was seen, or why it is not known; a sentence for people
 * @param lacking whether it is unwell only because an answer lacks what it should hold
 * @param took milliseconds
 */
@Json
public record Result(String check, String service, Layer layer, State state, String says, boolean lacking, long took) {}
