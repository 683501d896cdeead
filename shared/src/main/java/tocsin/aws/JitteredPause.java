package tocsin.aws;

import java.util.concurrent.ThreadLocalRandom;
import tocsin.Pause;

/** Sleeps, up to twice as long each time, and by chance: those who collided shall not collide again. */
final class JitteredPause implements Pause {
    private static final long FIRST_MILLIS = 20;
    private static final int DOUBLINGS = 5;

    @Override
    public void before(int attempt) {
        var most = FIRST_MILLIS << Math.clamp(attempt - 1L, 0, DOUBLINGS);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(most + 1));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
