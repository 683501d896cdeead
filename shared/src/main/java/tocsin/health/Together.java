package tocsin.health;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Doing several things side by side, so many at a time; in a simulation one after the other. */
public interface Together {
    /**
     * Does all of them, and waits for them, each no longer than its own limit; what is late is left behind. Nothing that
     * one of them does holds another up, but for the places that it takes.
     *
     * @param most so many at a time
     * @param within how long all of them may take: what has not begun by then is not begun, and what is not done is
     *     late
     * @return what came of each, in their order
     */
    <T> List<Came<T>> all(List<Work<T>> all, int most, Duration within);

    /**
     * Something to be done.
     *
     * @param limit how long it is waited for
     */
    record Work<T>(Supplier<T> what, Duration limit) {
        /** How long it is waited for where so much is left for all of them. */
        public Duration limit(Duration left) {
            return left.compareTo(limit) < 0 ? left : limit;
        }
    }

    /** What came of one. */
    sealed interface Came<T> {
        /** How long it took, or was waited for. */
        Duration took();

        record Done<T>(T value, Duration took) implements Came<T> {}

        record Failed<T>(RuntimeException why, Duration took) implements Came<T> {}

        /** It did not end in time; what it does still is nobody's. */
        record Late<T>(Duration took) implements Came<T> {}

        /** There was no time left to begin it. */
        record NotBegun<T>() implements Came<T> {
            @Override
            public Duration took() {
                return Duration.ZERO;
            }
        }
    }
}
