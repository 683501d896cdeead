package tocsin.config;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * Whatever else takes alerts by HTTP.
 *
 * @param url where, or null where the address itself is a secret
 * @param address the secret that holds the address, or null
 * @param secret what each call is signed by, or null
 * @param bearer the token that each call carries, or null
 * @param firing the body for an incident that is open, as JSON with ${page.x} in its texts; null for Tocsin's own
 * @param resolved the body for one that is over; null for Tocsin's own
 */
@Json
public record Webhook(
        @Nullable String url,
        @Nullable Secret address,
        @Nullable Secret secret,
        @Nullable Secret bearer,
        @Nullable String firing,
        @Nullable String resolved) {}
