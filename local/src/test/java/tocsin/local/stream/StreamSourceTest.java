package tocsin.local.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.local.Eventually;
import tocsin.local.ScaledClock;
import tocsin.local.queue.DiskQueue;
import tocsin.local.queue.QueueSettings;
import tocsin.local.run.Json;
import tocsin.local.run.TestingFunction;
import tocsin.local.template.Deployment;
import tocsin.state.Key;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Value;
import tocsin.state.Write;

class StreamSourceTest {
    private static final String ARN = "arn:aws:dynamodb:us-west-2:111122223333:table/table-1/stream/local";

    @TempDir
    private static Path shared;

    private static EmbeddedDynamo dynamo;
    private static int tables;

    @TempDir
    private Path folder;

    private final ScaledClock clock = new ScaledClock(Instant.now(), 60);
    private final TestingFunction relay = new TestingFunction();
    private Table table;
    private String streamArn;
    private DiskQueue failures;

    @BeforeAll
    static void startDynamo() {
        dynamo = EmbeddedDynamo.start(shared, "us-west-2");
    }

    @AfterAll
    static void stopDynamo() {
        dynamo.close();
    }

    @BeforeEach
    void open() {
        var name = "table-" + ++tables;
        streamArn = TableMaker.make(dynamo, definition(name));
        table = dynamo.table(name);
        failures = DiskQueue.open(
                folder, new QueueSettings("dead", Duration.ofHours(1), Duration.ZERO, Duration.ofDays(4)), clock);
    }

    private static Deployment.Table definition(String name) {
        return new Deployment.Table(
                name,
                name,
                ARN,
                Map.of("pk", "S", "sk", "S", "duePartition", "S", "dueAt", "N"),
                List.of(new Deployment.KeyPart("pk", "HASH"), new Deployment.KeyPart("sk", "RANGE")),
                List.of(new Deployment.Index(
                        "due",
                        List.of(
                                new Deployment.KeyPart("duePartition", "HASH"),
                                new Deployment.KeyPart("dueAt", "RANGE")),
                        "KEYS_ONLY")),
                Optional.of("NEW_AND_OLD_IMAGES"),
                Optional.of("expires"));
    }

    @AfterEach
    void close() {
        failures.close();
    }

    private StreamSource source(List<String> patterns, int retries, boolean partial) {
        var settings =
                new StreamSource.Settings(streamArn, ARN, 100, patterns, true, retries, partial, Optional.of(failures));
        return new StreamSource(settings, dynamo, folder.resolve("stream.json"), relay.function(), clock);
    }

    private void put(String sk, String status) {
        var row = new Row(new Key("prod/api", sk), Map.of("status", Value.of(status), "version", Value.of(1)));
        table.write(new Write.Put(row, List.of()));
    }

    private List<String> seen() {
        List<String> seen = new ArrayList<>();
        for (var asked : relay.asked) {
            Json.read(asked).path("Records").forEach(record -> seen.add(sk(record)));
        }
        return seen;
    }

    private static String sk(JsonNode record) {
        return record.path("dynamodb").path("Keys").path("sk").path("S").asText();
    }

    @Test
    void changes_come_as_events_with_the_row_before_and_after() throws Exception {
        put("head", "open");
        put("head", "resolved");

        try (var source = source(List.of(), 10, false)) {
            Eventually.until(() -> seen().size() == 2);
            assertThat(source).isNotNull();
        }

        var records = new ArrayList<JsonNode>();
        relay.asked.forEach(asked -> Json.read(asked).path("Records").forEach(records::add));
        assertThat(records.getFirst().path("eventName").asText()).isEqualTo("INSERT");
        assertThat(records.getLast().path("eventName").asText()).isEqualTo("MODIFY");
        assertThat(records.getLast().path("eventSource").asText()).isEqualTo("aws:dynamodb");
        assertThat(records.getLast().path("eventSourceARN").asText()).isEqualTo(ARN);
        assertThat(records.getLast().path("awsRegion").asText()).isEqualTo("us-west-2");
        var change = records.getLast().path("dynamodb");
        assertThat(change.path("OldImage").path("status")).isEqualTo(Json.read("{\"S\":\"open\"}"));
        assertThat(change.path("NewImage").path("status")).isEqualTo(Json.read("{\"S\":\"resolved\"}"));
        assertThat(change.path("NewImage").path("version")).isEqualTo(Json.read("{\"N\":\"1\"}"));
        assertThat(change.path("SequenceNumber").asText()).isNotEmpty();
    }

    @Test
    void a_later_life_goes_on_where_this_one_ended() throws Exception {
        put("story#1", "new");
        try (var source = source(List.of(), 10, false)) {
            Eventually.until(() -> seen().size() == 1);
            assertThat(source).isNotNull();
        }
        put("story#2", "new");

        try (var source = source(List.of(), 10, false)) {
            Eventually.until(() -> seen().size() == 2);
            assertThat(source).isNotNull();
        }

        assertThat(seen()).containsExactly("story#1", "story#2");
    }

    @Test
    void only_records_that_a_pattern_matches_are_handed_over() throws Exception {
        put("story#1", "told");
        put("effect#1", "due");
        put("story#2", "told");
        put("effect#2", "due");

        var pattern = "{\"eventName\":[\"INSERT\"],\"dynamodb\":{\"NewImage\":{\"status\":{\"S\":[\"due\"]}}}}";
        try (var source = source(List.of(pattern), 10, false)) {
            Eventually.until(() -> seen().size() == 2);
            assertThat(source).isNotNull();
        }

        assertThat(seen()).containsExactly("effect#1", "effect#2");
    }

    @Test
    void a_record_that_always_fails_is_told_to_the_destination_and_holds_up_no_other() throws Exception {
        for (var i = 1; i <= 10; i++) {
            put("effect#" + i, i == 4 ? "poison" : "due");
        }
        relay.does(payload -> {
            if (payload.contains("poison")) {
                throw new IllegalStateException("poisoned");
            }
            return "";
        });

        try (var source = source(List.of(), 4, false)) {
            Eventually.until(() -> failures.size() == 1 && seen().contains("effect#10"));
            assertThat(source).isNotNull();
        }

        var told = Json.read(failures.bodies().getFirst());
        assertThat(told.path("requestContext").path("condition").asText()).isEqualTo("RetryAttemptsExhausted");
        assertThat(told.path("requestContext").path("approximateInvokeCount").asInt())
                .isEqualTo(5);
        var batch = told.path("DDBStreamBatchInfo");
        assertThat(batch.path("batchSize").asInt()).isEqualTo(1);
        assertThat(batch.path("startSequenceNumber")).isEqualTo(batch.path("endSequenceNumber"));
        assertThat(batch.path("streamArn").asText()).isEqualTo(ARN);
    }

    @Test
    void after_a_partial_answer_the_stream_goes_on_at_the_first_record_that_failed() throws Exception {
        for (var i = 1; i <= 4; i++) {
            put("effect#" + i, "due");
        }
        relay.does(payload -> {
            var records = Json.read(payload).path("Records");
            if (relay.asked.size() > 1) {
                return "{\"batchItemFailures\":[]}";
            }
            var third = records.path(2).path("dynamodb").path("SequenceNumber").asText();
            return "{\"batchItemFailures\":[{\"itemIdentifier\":\"" + third + "\"}]}";
        });

        try (var source = source(List.of(), 10, true)) {
            Eventually.until(() -> seen().size() >= 6);
            assertThat(source).isNotNull();
        }

        assertThat(seen()).containsExactly("effect#1", "effect#2", "effect#3", "effect#4", "effect#3", "effect#4");
    }

    @Test
    void a_stream_that_is_paused_hands_over_nothing_until_it_goes_on() throws Exception {
        try (var source = source(List.of(), 10, false)) {
            source.pause(true);
            Thread.sleep(100); // one read may have begun before
            put("effect#1", "due");
            Thread.sleep(300);
            assertThat(seen()).isEmpty();

            source.pause(false);
            Eventually.until(() -> seen().size() == 1);
        }
    }
}
