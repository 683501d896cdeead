package tocsin.command;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of the incident, and when; an instant is missing where it did not come to that.
 *
 * @param failed a run ended without proof, and somebody was paged with that
 */
record Ending(
        String incident,
        Optional<Instant> alarm,
        Optional<Instant> opened,
        Optional<Instant> proven,
        Optional<Instant> failed,
        Optional<Instant> resolved) {
    boolean isGood() {
        return proven.isPresent() && resolved.isPresent() && failed.isEmpty();
    }
}
