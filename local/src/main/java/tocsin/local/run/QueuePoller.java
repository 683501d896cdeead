package tocsin.local.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.local.ScaledClock;
import tocsin.local.queue.Delivery;
import tocsin.local.queue.DiskQueue;

/** Takes messages from a queue in batches, and hands each batch to a thread of its own. */
final class QueuePoller implements AutoCloseable {
    /** Half of what an invocation may carry: in JSON, bodies grow. */
    private static final int MOST_BYTES = 3 * 1024 * 1024;

    /** What an event says of a message besides its body. */
    private static final int ENVELOPE = 600;

    private static final Duration A_MOMENT = Duration.ofMillis(1);

    /** Until somebody sends, there is nothing to look for; this only bounds how long a mistake about that lasts. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(QueuePoller.class);

    private final DiskQueue queue;
    private final Batching batching;
    private final ScaledClock clock;
    private final Consumer<List<Delivery>> worker;
    private final Semaphore free;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param most messages in a batch
     * @param window how long a batch waits for more
     * @param concurrency batches at the same time
     */
    record Batching(int most, Duration window, int concurrency) {}

    QueuePoller(DiskQueue queue, Batching batching, ScaledClock clock, Consumer<List<Delivery>> worker) {
        this.queue = queue;
        this.batching = batching;
        this.clock = clock;
        this.worker = worker;
        this.free = new Semaphore(batching.concurrency());
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("poll " + queue.settings().name())
                .start(this::poll);
    }

    private void poll() {
        try {
            while (!closed) {
                free.acquire();
                var handedOn = false;
                try {
                    var batch = gather();
                    if (!batch.isEmpty()) {
                        Thread.ofPlatform().daemon().name("work " + name()).start(() -> work(batch));
                        handedOn = true;
                    }
                } finally {
                    if (!handedOn) {
                        free.release();
                    }
                }
            }
        } catch (InterruptedException e) {
            if (!closed) {
                LOG.error("the poller of {} was interrupted", name(), e);
            }
        }
    }

    private String name() {
        return queue.settings().name();
    }

    /** A batch; empty only when closed. */
    private List<Delivery> gather() throws InterruptedException {
        List<Delivery> batch = new ArrayList<>();
        var bytes = 0;
        var end = Instant.MAX; // of the window, which begins with the first message
        while (!closed) {
            var seen = queue.changes();
            for (var delivery : queue.receive(batching.most() - batch.size())) {
                batch.add(delivery);
                bytes += delivery.body().length() + ENVELOPE;
            }
            if (end.equals(Instant.MAX) && !batch.isEmpty()) {
                end = clock.instant().plus(batching.window());
            }
            if (batch.size() >= batching.most()
                    || bytes > MOST_BYTES
                    || !clock.instant().isBefore(end)) {
                return batch;
            }
            queue.awaitChange(seen, until(end));
        }
        return batch;
    }

    /** How long it really takes until the window ends or a message becomes visible. */
    private Duration until(Instant end) {
        var next = queue.next().filter(instant -> instant.isBefore(end)).orElse(end);
        var now = clock.instant();
        if (next.isAfter(now.plus(clock.bounding(LONGEST_WAIT)))) {
            return LONGEST_WAIT;
        }
        var wait = clock.real(Duration.between(now, next));
        return wait.compareTo(A_MOMENT) < 0 ? A_MOMENT : wait;
    }

    private void work(List<Delivery> batch) {
        try {
            worker.accept(batch);
        } catch (RuntimeException e) {
            LOG.error("{} messages of {} come again later", batch.size(), name(), e);
        } finally {
            free.release();
        }
    }

    /** Takes nothing more; waits a while for the batches that are at work. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
            if (!free.tryAcquire(batching.concurrency(), 2, TimeUnit.SECONDS)) {
                LOG.warn("{} is left with a batch at work: it comes again", name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
