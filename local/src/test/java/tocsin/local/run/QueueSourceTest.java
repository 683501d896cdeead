package tocsin.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.local.Eventually;
import tocsin.local.ScaledClock;
import tocsin.local.queue.DiskQueue;
import tocsin.local.queue.QueueSettings;

class QueueSourceTest {
    private static final String ARN = "arn:aws:sqs:us-west-2:111122223333:tocsin-AlarmsQueue";

    @TempDir
    private Path folder;

    private final ScaledClock clock = new ScaledClock(Instant.now(), 60);
    private final TestingFunction worker = new TestingFunction();
    private DiskQueue queue;

    @BeforeEach
    void open() {
        // half a second of real time
        var settings = new QueueSettings("alarms", Duration.ofSeconds(30), Duration.ZERO, Duration.ofDays(4));
        queue = DiskQueue.open(folder, settings, clock);
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private QueueSource source(int batch, Duration window, int concurrency, boolean partial) {
        var settings = new QueueSource.Settings(ARN, "us-west-2", batch, window, concurrency, partial);
        return new QueueSource(settings, queue, worker.function(), clock);
    }

    @Test
    void messages_come_as_an_event_of_sqs_and_are_deleted_when_done() throws Exception {
        queue.send("an \"alarm\"");

        try (var source = source(10, Duration.ZERO, 1, true)) {
            Eventually.until(() -> queue.size() == 0);
            assertThat(source).isNotNull();
        }

        var item = Json.read(worker.asked.getFirst()).path("Records").path(0);
        assertThat(item.path("body").asText()).isEqualTo("an \"alarm\"");
        assertThat(item.path("eventSource").asText()).isEqualTo("aws:sqs");
        assertThat(item.path("eventSourceARN").asText()).isEqualTo(ARN);
        assertThat(item.path("awsRegion").asText()).isEqualTo("us-west-2");
        assertThat(item.path("md5OfBody").asText()).isEqualTo("51a35953d97a7ed34246af101a05ee3b");
        assertThat(item.path("attributes").path("ApproximateReceiveCount").asText())
                .isEqualTo("1");
        assertThat(item.path("attributes").path("SentTimestamp").asLong()).isPositive();
        assertThat(item.path("receiptHandle").asText())
                .startsWith(item.path("messageId").asText());
    }

    @Test
    void of_a_batch_only_what_failed_comes_again() throws Exception {
        for (var i = 0; i < 10; i++) {
            queue.send(i == 3 ? "poison" : "fine");
        }
        worker.does(payload -> {
            var failed = Json.object();
            var failures = failed.putArray("batchItemFailures");
            Json.read(payload).path("Records").forEach(item -> {
                if (item.path("body").asText().equals("poison")) {
                    failures.addObject()
                            .put("itemIdentifier", item.path("messageId").asText());
                }
            });
            return failed.toString();
        });

        try (var source = source(10, Duration.ofSeconds(1), 1, true)) {
            Eventually.until(() -> worker.asked.size() >= 2);
            assertThat(source).isNotNull();
        }

        assertThat(queue.bodies()).containsExactly("poison");
        assertThat(Json.read(worker.asked.get(1)).path("Records")).hasSize(1);
    }

    @Test
    void an_answer_that_names_something_else_lets_the_whole_batch_come_again() throws Exception {
        queue.send("alarm");
        worker.does(payload -> "{\"batchItemFailures\": [{\"itemIdentifier\": \"another\"}]}");

        try (var source = source(10, Duration.ZERO, 1, true)) {
            Eventually.until(() -> worker.function().invocations() == 1 && !worker.asked.isEmpty());
            assertThat(source).isNotNull();
        }

        assertThat(queue.bodies()).containsExactly("alarm");
    }

    @Test
    void a_message_that_never_succeeds_ends_with_the_dead_letters() throws Exception {
        try (var dead = DiskQueue.open(
                folder, new QueueSettings("dead", Duration.ofSeconds(30), Duration.ZERO, Duration.ofDays(4)), clock)) {
            queue.redriveTo(dead, 3);
            queue.send("poison");
            worker.does(payload -> {
                throw new IllegalStateException("poisoned");
            });

            try (var source = source(1, Duration.ZERO, 1, false)) {
                Eventually.until(() -> dead.size() == 1);
                assertThat(source).isNotNull();
            }

            assertThat(worker.asked).hasSize(3);
            assertThat(queue.size()).isZero();
        }
    }

    @Test
    void never_more_batches_at_once_than_allowed() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new CountDownLatch(30);
        worker.does(payload -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            running.decrementAndGet();
            done.countDown();
            return "";
        });
        for (var i = 0; i < 30; i++) {
            queue.send("alarm " + i);
        }

        try (var source = source(1, Duration.ZERO, 4, false)) {
            done.await();
            assertThat(source).isNotNull();
        }

        assertThat(most.get()).isBetween(2, 4);
    }

    @Test
    void a_window_gathers_what_comes_within_it() throws Exception {
        try (var source = source(1_000, Duration.ofSeconds(12), 1, false)) { // 200 ms of real time
            for (var i = 0; i < 20; i++) {
                queue.send("alarm " + i);
            }
            Eventually.until(() -> queue.size() == 0);
            assertThat(source).isNotNull();
        }

        assertThat(worker.asked).hasSizeLessThanOrEqualTo(2);
    }
}
