package tocsin.local.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tocsin.Said;
import tocsin.config.Configuration;
import tocsin.config.Watchdog;
import tocsin.health.Beat;
import tocsin.health.Heartbeats;

/**
 * In the place of CloudWatch and of the stack of watchdog.yaml in the other Region: it counts heartbeats, and where none
 * came for too long it rings by its own way, once, and says when they come again. Of Tocsin it has nothing but them.
 */
public final class WatchdogStandIn implements Heartbeats, AutoCloseable {
    private static final long LOOK_EVERY = 50; // milliseconds; a silence lasts five seconds at the least

    private final Watchdog watchdog;
    private final InstantSource clock;
    private final Consumer<String> ring;
    private Instant last;
    private boolean rung;
    private Optional<Thread> looking = Optional.empty();

    /** @param ring is told what the other Region's topic would be */
    public WatchdogStandIn(Watchdog watchdog, InstantSource clock, Consumer<String> ring) {
        this.watchdog = watchdog;
        this.clock = clock;
        this.ring = ring;
        this.last = clock.instant();
    }

    /** One that looks by itself, and prints; where none is configured, it watches what is told at home. */
    public static WatchdogStandIn started(Configuration configuration, InstantSource clock, Consumer<String> printer) {
        var configured = configuration.watchdog();
        var watchdog = configured == null
                ? new Watchdog(
                        configuration.stages().getFirst().regions().getFirst(), Watchdog.USUALLY_SILENT, List.of())
                : configured;
        var standIn = new WatchdogStandIn(watchdog, clock, printer);
        standIn.looking =
                Optional.of(Thread.ofPlatform().daemon().name("watchdog").start(standIn::lookOnAndOn));
        return standIn;
    }

    private void lookOnAndOn() {
        while (!Thread.currentThread().isInterrupted()) {
            look();
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public synchronized void tell(String region, Beat beat) {
        if (region.equals(watchdog.region())) {
            last = clock.instant();
        }
    }

    /** Rings where it is time to. */
    public synchronized void look() {
        var now = clock.instant();
        var silent = Duration.between(last, now).compareTo(watchdog.silent()) >= 0;
        if (silent && !rung) {
            ring.accept(
                    "watchdog in " + watchdog.region() + ": ALARM: no heartbeat of Tocsin since " + Said.time(last));
        } else if (!silent && rung) {
            ring.accept("watchdog in " + watchdog.region() + ": OK: heartbeats of Tocsin come again since "
                    + Said.time(last));
        }
        rung = silent;
    }

    @Override
    public void close() {
        looking.ifPresent(Thread::interrupt);
    }
}
