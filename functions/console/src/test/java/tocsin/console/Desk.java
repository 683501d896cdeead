package tocsin.console;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmState;
import tocsin.config.Configuration;
import tocsin.incident.BoardKey;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.incident.StoryEntry;
import tocsin.state.Documents;
import tocsin.state.Due;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;
import tocsin.triage.Readings;
import tocsin.triage.Triage;

/** Somebody at the HTTP API while alarms come and time passes, all in memory. */
final class Desk {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final String ANN = "arn:aws:sts::111122223333:assumed-role/on-call/ann";
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();

    final TestingPorts ports;
    private final ConsoleHandler console;
    private final Documents documents = new Documents();
    private final Triage triage;
    private final Ledger ledger;

    Desk() {
        this(TestingProduct.paging());
    }

    Desk(Configuration configuration) {
        ports = new TestingPorts(NOON, configuration);
        console = new ConsoleHandler(ports);
        triage = new Triage(configuration);
        ledger = new Ledger(ports.table, documents, ports.pause, Duration.ofDays(400));
    }

    // what happens

    void raise(String alarm) {
        move(alarm, AlarmState.ALARM);
    }

    void recover(String alarm) {
        move(alarm, AlarmState.OK);
    }

    private void move(String alarm, AlarmState state) {
        var transition = TestingProduct.transition(alarm, state, now());
        var placed = triage.place(transition);
        ledger.decide(
                triage.partitions(placed.partition()),
                List.of(BoardKey.of(placed.partition(), transition.id())),
                view -> triage.moved(view, List.of(placed), now()));
    }

    /** Time passes, and each service is looked at when it is due. */
    void pass(Duration time) {
        var end = now().plus(time);
        while (ports.clock.instant().isBefore(end)) {
            ports.clock.advance(Duration.ofMinutes(1));
            for (var partition : triage.partitions("prod/api")) {
                look(partition);
            }
        }
    }

    private void look(String partition) {
        var row = ports.table.row(Keys.head(partition));
        var due = row == null ? null : row.number(Due.AT);
        if (due == null || due > now().toEpochMilli()) {
            return;
        }
        var head = head(partition);
        var signals = new ArrayList<>(head.withheld());
        var open = head.open();
        signals.addAll(open == null ? List.of() : open.signals());
        var partitions = new TreeSet<>(triage.partitions(partition));
        signals.forEach(signal -> partitions.addAll(triage.partitions(signal.partition())));
        var boards = signals.stream()
                .map(signal -> BoardKey.of(signal.partition(), signal.id()))
                .distinct()
                .toList();
        ledger.decide(List.copyOf(partitions), boards, view -> triage.looked(view, partition, Readings.NONE, now()));
    }

    Instant now() {
        return ports.clock.instant();
    }

    // what is kept

    Head head(String partition) {
        return ledger.view(List.of(partition), List.of()).head(partition);
    }

    Incident open(String partition) {
        return Objects.requireNonNull(head(partition).open(), "no open incident of " + partition);
    }

    Incident ended(String partition, long number) {
        var row = Objects.requireNonNull(ports.table.row(Keys.incident(new IncidentRef(partition, number))));
        return documents.incidents().fromJson(Objects.requireNonNull(row.text("body")));
    }

    List<StoryEntry> story(String partition, long number) {
        return ports.table.query(partition, Keys.stories(number), false, 1_000, null).rows().stream()
                .map(row -> documents.stories().fromJson(Objects.requireNonNull(row.text("body"))))
                .toList();
    }

    List<String> texts(String partition, long number, String what) {
        return story(partition, number).stream()
                .filter(entry -> entry.what().equals(what))
                .map(StoryEntry::text)
                .toList();
    }

    // what is asked

    JsonObject post(String path, JsonObject body) {
        return body(call("POST", path, JsonObject.create(), JSON.toJson(body), ANN));
    }

    JsonObject get(String path, JsonObject query) {
        return body(call("GET", path, query, "", ANN));
    }

    /** The whole answer of a call. */
    JsonObject call(String method, String path, JsonObject query, String body, @Nullable String caller) {
        var context = JsonObject.create().add("http", JsonObject.create().add("method", method));
        if (caller != null) {
            context.add(
                    "authorizer",
                    JsonObject.create().add("iam", JsonObject.create().add("userArn", caller)));
        }
        var event = JsonObject.create()
                .add("rawPath", "/api/v1" + path)
                .add("queryStringParameters", query)
                .add("requestContext", context)
                .add("body", body);
        return JSON.fromJsonObject(
                LambdaEvents.call(console, JSON.toJson(event), new TestingContext(Duration.ofSeconds(30))));
    }

    private static JsonObject body(JsonObject answer) {
        return JSON.fromJsonObject(answer.extract("body"));
    }
}
