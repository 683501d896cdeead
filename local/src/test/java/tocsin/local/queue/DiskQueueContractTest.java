package tocsin.local.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tocsin.testing.TestingClock;

class DiskQueueContractTest extends QueueContract {
    @TempDir
    private Path folder;

    private final TestingClock clock = new TestingClock(Instant.parse("2026-03-01T12:00:00Z"));
    private DiskQueue alarms;
    private DiskQueue dead;

    @BeforeEach
    void open() {
        alarms = open("alarms");
        dead = open("dead");
        alarms.redriveTo(dead, MOST_RECEIVES);
    }

    private DiskQueue open(String name) {
        return DiskQueue.open(folder, new QueueSettings(name, VISIBILITY, Duration.ZERO, Duration.ofDays(4)), clock);
    }

    @AfterEach
    void close() {
        alarms.close();
        dead.close();
    }

    @Override
    Sqs queue() {
        return new OnDisk();
    }

    private final class OnDisk implements Sqs {
        @Override
        public void send(String body, Duration delay) {
            alarms.send(List.of(new DiskQueue.Outgoing(body, delay)));
        }

        @Override
        public List<Delivery> receive(int most) {
            return alarms.receive(most);
        }

        @Override
        public void delete(String receipt) {
            alarms.delete(receipt);
        }

        @Override
        public void hide(String receipt, Duration after) {
            alarms.hide(receipt, after);
        }

        @Override
        public List<String> deadLetters() {
            return dead.bodies();
        }

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public void pass(Duration time) {
            clock.advance(time);
        }
    }
}
