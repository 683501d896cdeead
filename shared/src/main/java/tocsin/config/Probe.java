package tocsin.config;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * What users feel: a service is well when this address answers with success.
 *
 * @param contains a text that the answer must hold, or null
 */
@Json
public record Probe(String http, @Nullable String contains) {}
