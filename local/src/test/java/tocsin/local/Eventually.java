package tocsin.local;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another thread will do. */
public final class Eventually {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private Eventually() {}

    public static void until(BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not happen within " + LONGEST);
            }
            Thread.sleep(5);
        }
    }
}
