package tocsin.config;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * Pushover, which rings until somebody acknowledges.
 *
 * @param token the secret that holds the application's token
 * @param callback where Tocsin's API takes what is acknowledged there, or null where it is only asked
 * @param url where Pushover's API is, or something that stands in for it; null for Pushover's own
 */
@Json
public record Pushover(
        Secret token, @Nullable String callback, @Nullable String url) {}
