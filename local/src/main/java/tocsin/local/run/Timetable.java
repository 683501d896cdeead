package tocsin.local.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.local.ScaledClock;

/** Starts what is scheduled when this machine's clock says so. What came due while it was off is not made up for. */
public final class Timetable implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);

    private final ScaledClock clock;
    private final PriorityQueue<Next> due = new PriorityQueue<>(Comparator.comparing(Next::at));
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean paused;

    /** @param start told the instant for which it was due */
    public record Entry(String name, Schedule schedule, Consumer<Instant> start) {}

    private record Next(Instant at, Entry entry) {}

    public Timetable(List<Entry> entries, ScaledClock clock) {
        this.clock = clock;
        for (var entry : entries) {
            due.add(new Next(entry.schedule().after(clock.instant()), entry));
        }
        this.thread = Thread.ofPlatform().daemon().name("timetable").start(this::run);
    }

    private void run() {
        while (!closed) {
            if (!paused) {
                takeDue().forEach(Timetable::start);
            }
            try {
                Thread.sleep(untilNext());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void start(Next next) {
        try {
            next.entry().start().accept(next.at());
        } catch (RuntimeException e) {
            LOG.error("{} could not be started", next.entry().name(), e);
        }
    }

    private List<Next> takeDue() {
        var now = clock.instant();
        List<Next> taken = new ArrayList<>();
        while (!due.isEmpty() && !due.element().at().isAfter(now)) {
            var next = due.remove();
            taken.add(next);
            due.add(new Next(next.entry().schedule().after(now), next.entry()));
        }
        return taken;
    }

    private Duration untilNext() {
        var now = clock.instant();
        if (paused || due.isEmpty() || due.element().at().isAfter(now.plus(clock.bounding(LONGEST_WAIT)))) {
            return LONGEST_WAIT;
        }
        return clock.real(Duration.between(now, due.element().at())).plusMillis(1);
    }

    /** Starts nothing, or goes on; what came due meanwhile is started once. */
    public void pause(boolean stop) {
        paused = stop;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
