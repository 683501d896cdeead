package tocsin.page;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a channel wants to be left alone. */
final class RetryAfter {
    /** Whoever says more than this is not believed: a page must not wait for a day. */
    private static final long LONGEST = 3_600;

    private RetryAfter() {}

    /** In seconds, as the channels that are built say it; null where the answer says nothing that can be read. */
    static @Nullable Duration of(Web.Answer answer) {
        var header = answer.headers().get("retry-after");
        if (header == null || !header.strip().matches("[0-9]{1,9}")) {
            return null;
        }
        return Duration.ofSeconds(Math.min(Long.parseLong(header.strip()), LONGEST));
    }
}
