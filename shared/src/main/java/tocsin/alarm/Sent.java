package tocsin.alarm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the wrappings of a message say about its sending.
 *
 * @param at by the wrapping nearest to the message
 * @param region of the SNS topic that it came through
 */
record Sent(@Nullable Instant at, @Nullable String region) {
    static final Sent UNKNOWN = new Sent(null, null);

    Sent at(@Nullable Instant nearer) {
        return nearer == null ? this : new Sent(nearer, region);
    }

    /** Through the topic of that ARN: {@code arn:aws:sns:us-west-2:111122223333:name}. */
    Sent through(@Nullable String topic) {
        var parts = topic == null ? new String[0] : topic.split(":", 6);
        return parts.length == 6 ? new Sent(at, Regions.code(parts[3])) : this;
    }
}
