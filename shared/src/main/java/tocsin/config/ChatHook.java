package tocsin.config;

import io.avaje.jsonb.Json;

/**
 * A chat that is written to by an address which whoever knows it may use.
 *
 * @param address the secret that holds it
 */
@Json
public record ChatHook(Secret address) {}
