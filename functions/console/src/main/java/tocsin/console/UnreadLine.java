package tocsin.console;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that was kept because it was no alarm or could not be read.
 *
 * @param alarm whether it looks like an alarm
 */
@Json
public record UnreadLine(
        String name,
        @Nullable Instant at,
        boolean alarm,
        @Nullable String because,
        @Nullable String body) {}
