package tocsin.watch;

import java.time.Duration;
import java.util.function.Supplier;

/** The time that a sweep has, which knows whether something was left undone because it was too short. */
final class Remaining {
    private final Supplier<Duration> left;
    private boolean lacked;

    /** @param left how long the function still runs */
    Remaining(Supplier<Duration> left) {
        this.left = left;
    }

    boolean has(Duration needed) {
        return left.get().compareTo(needed) >= 0;
    }

    /** Whether there is time for what is left undone otherwise. */
    boolean isEnoughFor(Duration needed) {
        var enough = has(needed);
        lacked |= !enough;
        return enough;
    }

    boolean lacked() {
        return lacked;
    }
}
