package tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.alarm.AlarmState;
import tocsin.incident.Acknowledgement;
import tocsin.incident.BoardKey;
import tocsin.incident.IncidentRef;
import tocsin.page.Channel;
import tocsin.page.Channels;
import tocsin.page.Event;
import tocsin.page.Message;
import tocsin.page.PageRef;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;
import tocsin.testing.TestingWeb;
import tocsin.triage.Triage;

/** An acknowledgement at Pushover comes back by the address that was given with the page, and by no other. */
class PushoverHookTest {
    private static final String API = "prod/api";
    private static final String ACKNOWLEDGED = "receipt=r1&acknowledged=1&acknowledged_by=u1";

    private final TestingPorts ports =
            new TestingPorts(Instant.parse("2026-03-02T12:00:00Z"), TestingProduct.chatting());
    private final Documents documents = new Documents();
    private final Console console = new Console(ports);

    PushoverHookTest() {
        ports.secrets.set("tocsin/pushover", "of-the-application");
        ports.secrets.set("tocsin/owner", "of-the-owner");
        var triage = new Triage(ports.configuration());
        var transition = TestingProduct.transition("api-down", AlarmState.ALARM, ports.clock.instant());
        new Ledger(ports.table, documents, ports.pause, Duration.ofDays(400))
                .decide(
                        triage.partitions(API),
                        List.of(BoardKey.of(API, transition.id())),
                        view -> triage.moved(view, List.of(triage.place(transition)), ports.clock.instant()));
    }

    /** The query of the address that goes out with a page of this generation. */
    private Map<String, String> given(int generation) {
        return given(API + "-1-" + generation, generation);
    }

    private Map<String, String> given(String page, int generation) {
        ports.web.answering(call -> TestingWeb.answer(200, "{\"status\":1,\"receipt\":\"r1\"}"));
        var message = Message.of("api-1", API, null, "tocsin-" + page, "x", Map.of("a", "b"));
        new Channels(ports)
                .of(new PageRef(generation, "backup-1", "owner", Channel.PUSHOVER))
                .send(Event.TRIGGER, message, Duration.ofSeconds(8));
        var form = fields(Objects.requireNonNull(ports.web.calls().getLast().body()));
        return fields(URI.create(Objects.requireNonNull(form.get("callback"))).getRawQuery());
    }

    private static Map<String, String> fields(String form) {
        var fields = new TreeMap<String, String>();
        for (var field : form.split("&", -1)) {
            var parts = field.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private int called(Map<String, String> query, String body) {
        return console.answer(new Request("POST", "/hooks/pushover", query, Map.of(), body, ""))
                .status();
    }

    private String acknowledgedBy() {
        var row = Objects.requireNonNull(ports.table.row(Keys.head(API)));
        var open = documents
                .heads()
                .fromJson(Objects.requireNonNull(row.text("body")))
                .open();
        @Nullable Acknowledgement had = open == null ? null : open.acknowledgement();
        return had == null ? "nobody" : had.by() + " by " + had.via();
    }

    @Test
    void whoever_acknowledges_it_there_has_the_incident_and_twice_is_once() {
        var query = given(1);

        assertThat(called(query, ACKNOWLEDGED)).isEqualTo(200);
        assertThat(called(query, ACKNOWLEDGED)).isEqualTo(200);

        assertThat(acknowledgedBy()).isEqualTo("owner by pushover");
    }

    @Test
    void no_other_address_is_believed() {
        var query = new TreeMap<>(given(1));
        query.put("person", "mallory");

        assertThat(called(query, ACKNOWLEDGED)).isEqualTo(401);
        assertThat(called(Map.of(), ACKNOWLEDGED)).isEqualTo(401);
        assertThat(acknowledgedBy()).isEqualTo("nobody");
    }

    @Test
    void what_rang_before_says_nothing_about_what_rings_now() {
        assertThat(called(given(7), ACKNOWLEDGED)).isEqualTo(200);

        assertThat(acknowledgedBy()).isEqualTo("nobody");
    }

    @Test
    void a_body_that_is_no_form_acknowledges_nothing() {
        for (var body : List.of("", "acknowledged", "acknowledged=0", "%zz=%zz&acknowledged=%zz", "{}")) {
            assertThat(called(given(1), body)).isEqualTo(200);
        }
        assertThat(acknowledgedBy()).isEqualTo("nobody");
    }

    @Test
    void a_test_page_is_acknowledged_and_over_as_soon_as_Pushover_calls() {
        var ann = "arn:aws:sts::111122223333:assumed-role/on-call/ann";
        var asked = new Request("POST", "/api/v1/page-tests", Map.of(), Map.of(), "{\"person\":\"owner\"}", ann);
        assertThat(console.answer(asked).status()).isEqualTo(200);

        assertThat(called(given("test/owner-1-1", 1), ACKNOWLEDGED)).isEqualTo(200);

        var row = Objects.requireNonNull(ports.table.row(Keys.incident(new IncidentRef("test/owner", 1))));
        assertThat(row.text("body")).contains("acknowledged by owner (by pushover) after 0 s");
    }
}
