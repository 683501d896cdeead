package tocsin.local;

import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.local.data.KeptTime;

/** Starts the clock where this data's last life left it, and writes down every second where it stands. */
final class ClockKeeper implements AutoCloseable {
    private static final long SECOND = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ClockKeeper.class);

    private final KeptTime kept;
    private final ScaledClock clock;
    private final Thread thread;
    private volatile boolean closed;

    ClockKeeper(Path data, int speed) {
        this.kept = new KeptTime(data);
        this.clock = new ScaledClock(kept.start(Instant.now()), speed);
        kept.running(clock.instant(), Instant.now(), speed);
        this.thread = Thread.ofPlatform().daemon().name("clock").start(this::run);
    }

    ScaledClock clock() {
        return clock;
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(SECOND);
                kept.running(clock.instant(), Instant.now(), clock.speed());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.error("the time cannot be kept", e);
                }
            }
        }
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
        kept.stopped(clock.instant(), Instant.now());
    }
}
