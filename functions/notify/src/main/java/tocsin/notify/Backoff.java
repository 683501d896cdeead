package tocsin.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a channel that failed is left alone: twice as long each time, from a second to five minutes. */
final class Backoff {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final long MOST_DOUBLINGS = 9;

    private Backoff() {}

    /**
     * @param failures how often in turn it failed, this time included
     * @param asked how long the channel itself wants to be left alone; it is never asked sooner
     */
    static Duration after(long failures, @Nullable Duration asked) {
        var doubled = Duration.ofSeconds(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var wait = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
    }
}
