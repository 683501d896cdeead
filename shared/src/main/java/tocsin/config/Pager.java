package tocsin.config;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * PagerDuty, which pages and escalates.
 *
 * @param key the routing key
 * @param url where its Events API is, or null for PagerDuty's own
 * @param webhook the secret that its webhooks are signed with, or null where there is no webhook
 */
@Json
public record Pager(
        Secret key, @Nullable String url, @Nullable Secret webhook) {}
