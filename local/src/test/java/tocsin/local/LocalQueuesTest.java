package tocsin.local;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tocsin.local.queue.DiskQueue;
import tocsin.local.queue.QueueSettings;
import tocsin.state.Queues;
import tocsin.testing.QueuesContract;
import tocsin.testing.TestingClock;
import tocsin.testing.TestingQueues;

/** The queues on disk keep the contract. */
final class LocalQueuesTest extends QueuesContract {
    private final TestingClock clock = new TestingClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final Map<Queues.Queue, DiskQueue> onDisk = new EnumMap<>(Queues.Queue.class);

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        for (var queue : Queues.Queue.values()) {
            var settings = new QueueSettings(queue.name(), Duration.ofMinutes(1), Duration.ZERO, Duration.ofDays(4));
            onDisk.put(queue, DiskQueue.open(folder, settings, clock));
        }
    }

    @AfterEach
    void close() {
        onDisk.values().forEach(DiskQueue::close);
    }

    @Override
    protected Queues queues() {
        return new LocalQueues(onDisk, new EnumMap<>(Queues.Queue.class));
    }

    @Override
    protected List<TestingQueues.Delivery> receive(Queues.Queue queue) {
        return Objects.requireNonNull(onDisk.get(queue)).receive(10).stream()
                .map(delivery -> new TestingQueues.Delivery(
                        delivery.receipt(), delivery.id(), delivery.body(), delivery.sentAt(), delivery.receives()))
                .toList();
    }
}
