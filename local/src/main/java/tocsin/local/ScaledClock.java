package tocsin.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that runs as many times as fast as the real one. It starts at the real time, or where it stood when this data
 * was last used, whichever is later: it never goes backwards.
 */
public final class ScaledClock implements InstantSource {
    private final long nanosAtStart = System.nanoTime();
    private final Instant start;
    private final int speed;
    private final AtomicReference<Instant> latest;

    public ScaledClock(Instant start, int speed) {
        if (speed < 1 || speed > 60) {
            throw new IllegalArgumentException("the speed must be 1 to 60 and is " + speed);
        }
        var now = Instant.now();
        this.start = start.isAfter(now) ? start : now;
        this.speed = speed;
        this.latest = new AtomicReference<>(this.start);
    }

    public int speed() {
        return speed;
    }

    @Override
    public Instant instant() {
        var now = start.plusNanos((System.nanoTime() - nanosAtStart) * speed);
        return latest.accumulateAndGet(now, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** How long it really takes until so much has passed on this clock. */
    public Duration real(Duration onThisClock) {
        return onThisClock.dividedBy(speed);
    }

    /** How much passes on this clock in a real time: what bounds real work lasts so long here. */
    public Duration bounding(Duration realWork) {
        return realWork.multipliedBy(speed);
    }
}
