package tocsin.testing;

import java.util.concurrent.atomic.AtomicInteger;
import tocsin.Pause;

/** Does not wait, and counts how often it was asked to. */
public final class TestingPause implements Pause {
    private final AtomicInteger pauses = new AtomicInteger();

    public int pauses() {
        return pauses.get();
    }

    @Override
    public void before(int attempt) {
        pauses.incrementAndGet();
    }
}
