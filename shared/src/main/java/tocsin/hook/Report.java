package tocsin.hook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That something is wrong, or well again, as another watcher tells it. Nothing of it is fit to be shown yet.
 *
 * @param key tells it from all else that this watcher tells
 * @param firing whether it is wrong; else it is well again
 * @param at when it happened, where that is told
 * @param service whose trouble it is, where that is told
 * @param severity how bad it is, where that is told, in whatever words
 * @param says more about it
 */
public record Report(
        String key,
        String title,
        boolean firing,
        @Nullable Instant at,
        @Nullable String service,
        @Nullable String severity,
        @Nullable String says) {}
