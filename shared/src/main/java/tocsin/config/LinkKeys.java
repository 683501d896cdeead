package tocsin.config;

import io.avaje.jsonb.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the links in messages are signed: whoever has one acts by it without any other credential.
 *
 * @param key the secret that signs them
 * @param former the secret that signed them before, whose links are still taken; or null
 * @param url where they lead, without a path; null: to Tocsin's own HTTP API
 * @param lasts how long after it was sent a link opens
 */
@Json
public record LinkKeys(
        Secret key, @Nullable Secret former, @Nullable String url, Duration lasts) {}
