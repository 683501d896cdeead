package tocsin.config;

import java.time.Instant;

/** Who hears of a severity at an instant, by the configuration alone. */
public sealed interface Heard {
    /** A page, at once. */
    record Page() implements Heard {}

    /** A mail, and no page ever. */
    record Mail() implements Heard {}

    /** Outside the hours: a mail now where that is wanted, and the page when the hours begin. */
    record PageLater(Instant at, boolean mailNow) implements Heard {}
}
