package tocsin.config;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who hears of a severity at an instant, by the configuration alone. */
public sealed interface Heard {
    /**
     * A page, at once.
     *
     * @param unlessMended how long it waits while a runbook that has helped often enough is at it; null: it does not
     */
    record Page(@Nullable Duration unlessMended) implements Heard {}

    /** A mail, and no page ever. */
    record Mail() implements Heard {}

    /** Outside the hours: a mail now where that is wanted, and the page when the hours begin. */
    record PageLater(Instant at, boolean mailNow) implements Heard {}
}
