package tocsin.tests.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tocsin.testing.TestingClock;

/** The world's clock, and what is going to happen at which instant. */
final class Agenda {
    private final TestingClock clock;
    private final TreeMap<Instant, List<Runnable>> acts = new TreeMap<>();

    Agenda(TestingClock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    void in(Duration after, Runnable act) {
        acts.computeIfAbsent(now().plus(after), nothing -> new ArrayList<>()).add(act);
    }

    boolean isEmpty() {
        return acts.isEmpty();
    }

    /** Time passes, and what was to happen by then happens. */
    void pass(Duration step) {
        clock.set(now().plus(step));
        while (!acts.isEmpty() && !acts.firstKey().isAfter(now())) {
            acts.pollFirstEntry().getValue().forEach(Runnable::run);
        }
    }
}
