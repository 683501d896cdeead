package tocsin.local.product;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something once in each minute of a clock, which may run faster than the real one. */
final class EachMinute implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EachMinute.class);
    private static final long MINUTE = 60;
    private static final long LOOK_EVERY = 20; // milliseconds; a minute lasts a second at the least

    private final InstantSource clock;
    private final Consumer<Instant> work;
    private final Thread thread;
    private volatile boolean over;

    private EachMinute(InstantSource clock, Consumer<Instant> work) {
        this.clock = clock;
        this.work = work;
        this.thread = Thread.ofPlatform().daemon().name("each minute").unstarted(this::run);
    }

    static EachMinute start(InstantSource clock, Consumer<Instant> work) {
        var started = new EachMinute(clock, work);
        started.thread.start();
        return started;
    }

    private void run() {
        var last = minute(clock.instant());
        while (!over) {
            var now = clock.instant();
            if (minute(now) > last) {
                last = minute(now);
                once(now);
            }
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void once(Instant now) {
        try {
            work.accept(now);
        } catch (RuntimeException e) {
            LOG.warn("a minute's work failed; the next minute it is tried again", e);
        }
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), MINUTE);
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
