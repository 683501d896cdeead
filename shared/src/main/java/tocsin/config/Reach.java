package tocsin.config;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * One way to reach a person.
 *
 * @param to the secret that holds the number, the mail topic's ARN or where SES sends the addresses, or the user's key
 *     at Pushover
 * @param url where SNS or SES is, or something that stands in for it; null for AWS's own endpoint
 */
@Json
public record Reach(Kind kind, Secret to, @Nullable String url) {
    /** What a person can be reached by. */
    public enum Kind {
        SMS,
        MAIL,
        PUSHOVER
    }
}
