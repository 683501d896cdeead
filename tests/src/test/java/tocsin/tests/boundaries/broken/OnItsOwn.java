package tocsin.tests.boundaries.broken;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** What a simulation could not repeat, one a method. */
final class OnItsOwn {
    Instant looksAtTheClock() {
        return Instant.now();
    }

    InstantSource makesAClock() {
        return InstantSource.system();
    }

    long countsMilliseconds() {
        return System.currentTimeMillis();
    }

    UUID drawsAnId() {
        return UUID.randomUUID();
    }

    double drawsANumber() {
        return Math.random();
    }

    int drawsWithASeed() {
        return new Random(1).nextInt();
    }

    void sleeps() throws InterruptedException {
        Thread.sleep(1);
    }

    void startsAnother(Callable<String> work) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var _ = executor.submit(work);
        }
    }
}
