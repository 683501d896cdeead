package tocsin.tests.wire;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another process will do; long enough for a message that nobody got to become visible again. */
final class Until {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Until() {}

    static void itIsSo(String what, BooleanSupplier so) throws InterruptedException {
        var end = System.nanoTime() + LONGEST.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LONGEST + ": " + what);
            }
            Thread.sleep(10);
        }
    }
}
