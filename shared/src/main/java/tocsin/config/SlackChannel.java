package tocsin.config;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * A channel of Slack.
 *
 * @param to its name with "#", or its id
 * @param token the secret that holds the bot's token, which may write there
 * @param signing the secret that Slack signs with what is pressed there; null: buttons are links, or there are none
 * @param url where Slack's API is, or something that stands in for it; null for Slack's own
 */
@Json
public record SlackChannel(
        String to,
        Secret token,
        @Nullable Secret signing,
        @Nullable String url) {}
