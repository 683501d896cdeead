package tocsin.console;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether Tocsin itself is well.
 *
 * @param heartbeat when a canary last came out of the end of the way; null where none has yet
 * @param age how many seconds ago that was
 * @param took how many seconds its way took
 * @param answer what came of telling the last one
 * @param watchdog the Region in which the watchdog stands; null where tocsin.yaml names none
 */
@Json
public record HealthView(
        boolean well,
        String says,
        @Nullable Instant heartbeat,
        @Nullable Long age,
        @Nullable Double took,
        @Nullable String answer,
        @Nullable String watchdog) {}
