package tocsin.tests.wire;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another process will do. */
final class Until {
    private static final Duration LONGEST = Duration.ofSeconds(40);

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
