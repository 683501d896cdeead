package tocsin.health;

import io.avaje.jsonb.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A sweep, asked of the function that may look at the product: nothing else may. */
@FunctionalInterface
public interface Sweeping {
    /**
     * Asks, and waits for the answer; nothing is kept of it, and nobody is told.
     *
     * @throws tocsin.PortFailure where no answer came
     */
    Reply sweep(Request request, Duration timeout);

    /**
     * @param stage by name; null: the first of tocsin.yaml
     * @param service by name; null: all of them
     * @param within milliseconds after which whoever asks wants what is known by then; 0: as long as it may take
     */
    @Json
    record Request(@Nullable String stage, @Nullable String service, long within) {
        /** How long it may take where so much is left. */
        Duration within(Duration left) {
            return within > 0 && left.toMillis() > within ? Duration.ofMillis(within) : left;
        }
    }

    /**
     * The answer: one of both.
     *
     * @param error a sentence where it was asked wrongly
     */
    @Json
    record Reply(@Nullable String error, @Nullable Report report) {}
}
