package tocsin.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.local.Eventually;
import tocsin.local.ScaledClock;
import tocsin.local.queue.DiskQueue;
import tocsin.local.queue.QueueSettings;

class AsyncInvocationsTest {
    @TempDir
    private Path folder;

    private final ScaledClock clock = new ScaledClock(Instant.now(), 60);
    private final TestingFunction worker = new TestingFunction();
    private DiskQueue waiting;
    private DiskQueue failures;

    @BeforeEach
    void open() {
        waiting = queue("waiting");
        failures = queue("failures");
    }

    private DiskQueue queue(String name) {
        return DiskQueue.open(
                folder, new QueueSettings(name, Duration.ofHours(1), Duration.ZERO, Duration.ofDays(4)), clock);
    }

    @AfterEach
    void close() {
        waiting.close();
        failures.close();
    }

    private AsyncInvocations invocations(int retries, Duration maximumAge) {
        var settings = new AsyncInvocations.Settings(retries, maximumAge, Optional.of(failures), 2);
        return new AsyncInvocations(settings, waiting, worker.function(), clock);
    }

    @Test
    void what_was_taken_is_done_by_a_later_life_where_this_one_ends() throws Exception {
        waiting.close();
        try (var before = queue("waiting")) {
            before.send(Json.object()
                    .put("requestId", "r-1")
                    .put("payload", "{\"alarm\":1}")
                    .toString());
        }
        waiting = queue("waiting");

        try (var invocations = invocations(2, Duration.ofHours(6))) {
            Eventually.until(() -> invocations.waiting().isEmpty());
        }

        assertThat(worker.asked).containsExactly("{\"alarm\":1}");
    }

    @Test
    void what_fails_to_the_end_is_told_to_the_destination_with_what_was_asked_and_answered() throws Exception {
        worker.does(payload -> {
            throw new IllegalStateException("no table");
        });
        String requestId;
        try (var invocations = invocations(2, Duration.ofHours(6))) {
            requestId = invocations.invoke("{\"alarm\": 1}");
            Eventually.until(() -> failures.size() == 1); // after one minute and two, of this clock
        }

        assertThat(worker.asked).hasSize(3);
        var told = Json.read(failures.bodies().getFirst());
        assertThat(told.path("version").asText()).isEqualTo("1.0");
        assertThat(told.path("timestamp").asText()).matches("[-0-9]{10}T[:.0-9]{12}Z");
        assertThat(told.path("requestContext"))
                .isEqualTo(Json.object()
                        .put("requestId", requestId)
                        .put("functionArn", worker.function().settings().arn())
                        .put("condition", "RetriesExhausted")
                        .put("approximateInvokeCount", 3));
        assertThat(told.path("requestPayload")).isEqualTo(Json.object().put("alarm", 1));
        assertThat(told.path("responseContext").path("functionError").asText()).isEqualTo("Unhandled");
        assertThat(told.path("responsePayload").path("errorMessage").asText()).isEqualTo("no table");
    }

    @Test
    void what_waited_too_long_is_told_and_not_done() throws Exception {
        try (var invocations = invocations(0, Duration.ofSeconds(-1))) {
            invocations.invoke("{}");
            Eventually.until(() -> failures.size() == 1);
        }

        assertThat(worker.asked).isEmpty();
        assertThat(Json.read(failures.bodies().getFirst())
                        .path("requestContext")
                        .path("condition")
                        .asText())
                .isEqualTo("EventAgeExceeded");
    }
}
