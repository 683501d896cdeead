package tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Person;
import tocsin.config.Secret;
import tocsin.config.TestingConfiguration;
import tocsin.oncall.Ladder;
import tocsin.oncall.Layer;
import tocsin.oncall.OnCall;
import tocsin.oncall.Rota;
import tocsin.oncall.ShiftOverride;
import tocsin.state.Documents;
import tocsin.state.Ledger;
import tocsin.testing.Interference;
import tocsin.testing.LambdaEvents;
import tocsin.testing.PortCall;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;

/** Who is on call, as the HTTP API says it, and the overrides that it takes. */
class RotasTest {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();
    private static final Instant NOW = Instant.parse("2026-03-25T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String ANN = "arn:aws:sts::111122223333:assumed-role/on-call/ann";

    private final TestingPorts ports = new TestingPorts(
            NOW,
            TestingConfiguration.small(
                    Stream.of("ada", "bob", "cy")
                            .map(name -> Person.of(name, BERLIN, List.of()))
                            .toList(),
                    new OnCall(
                            List.of(weekly("primary", "ada", "bob"), weekly("second", "cy")),
                            OnCall.Escalates.PAGERDUTY,
                            Ladder.USUAL,
                            new Secret("tocsin/calendar"))));
    private final ConsoleHandler console = new ConsoleHandler(ports);

    private static Rota weekly(String name, String... people) {
        var monday = LocalDate.of(2026, 1, 5);
        return Rota.of(name, BERLIN, List.of(new Layer(List.of(people), BERLIN, monday, 7, LocalTime.of(9, 0), null)));
    }

    @Test
    void it_is_told_who_has_each_rota_now_and_next_and_the_turns_that_come() {
        var primary = rota(get("/api/v1/oncall"), "primary");

        assertThat(said(primary.extractNode("now"))).isEqualTo("bob 2026-03-23T08:00:00Z 2026-03-30T07:00:00Z turn");
        assertThat(said(primary.extractNode("next"))).isEqualTo("ada 2026-03-30T07:00:00Z 2026-04-06T07:00:00Z turn");
        assertThat(list(primary, "shifts").stream().map(RotasTest::said))
                .containsExactly(
                        "bob 2026-03-23T08:00:00Z 2026-03-30T07:00:00Z turn",
                        "ada 2026-03-30T07:00:00Z 2026-04-06T07:00:00Z turn",
                        "bob 2026-04-06T07:00:00Z 2026-04-13T07:00:00Z turn");
        assertThat(primary.extract("zone")).isEqualTo("Europe/Berlin");
    }

    @Test
    void it_is_told_for_another_time_too() {
        var answer = get("/api/v1/oncall", query("at", "2026-04-07T12:00:00Z", "next", "1d"));

        assertThat(list(rota(answer, "primary"), "shifts").stream().map(each -> each.extract("person")))
                .containsExactly("bob");
        assertThat(answer.extract("until")).isEqualTo("2026-04-08T12:00:00Z");
    }

    @Test
    void an_override_goes_before_the_turn_and_who_added_it_is_kept() {
        var answer = override("cy", "2026-03-28 20:00", "2026-03-29 08:00", "primary");

        assertThat(answer.extract("says"))
                .as("by the clocks of the rota, which change in that night")
                .matches("cy has primary from 2026-03-28 19:00:00 UTC to 2026-03-29 06:00:00 UTC \\(o-[0-9a-f]{8}\\)");
        assertThat(list(rota(get("/api/v1/oncall", query("next", "7d")), "primary"), "shifts").stream()
                        .map(RotasTest::said)
                        .map(text -> text.replaceAll("o-[0-9a-f]{8}", "ID")))
                .containsExactly(
                        "bob 2026-03-23T08:00:00Z 2026-03-28T19:00:00Z turn",
                        "cy 2026-03-28T19:00:00Z 2026-03-29T06:00:00Z override ID by ann",
                        "bob 2026-03-29T06:00:00Z 2026-03-30T07:00:00Z turn",
                        "ada 2026-03-30T07:00:00Z 2026-04-06T07:00:00Z turn");
        assertThat(stored()).singleElement().satisfies(kept -> {
            assertThat(kept.by()).isEqualTo("ann");
            assertThat(kept.at()).isEqualTo(NOW);
        });
    }

    @Test
    void of_two_overrides_the_later_wins_and_one_said_twice_is_one() {
        override("cy", "now", "8h", "primary");
        override("ada", "now", "4h", "primary");
        override("ada", "now", "4h", "primary");

        assertThat(stored()).hasSize(2);
        assertThat(list(rota(get("/api/v1/oncall", query("next", "10h")), "primary"), "shifts").stream()
                        .map(each -> each.extract("person")))
                .containsExactly("ada", "cy", "bob");
    }

    @Test
    void of_two_that_are_added_at_once_neither_is_lost() {
        override("bob", "now", "1h", "second");
        var written = new AtomicBoolean();
        var other = new ConsoleHandler(ports.with(new Interference() {
            @Override
            public void before(PortCall call) {
                if (call.method().equals("write") && written.compareAndSet(false, true)) {
                    override("cy", "now", "8h", "primary");
                }
            }
        }));

        override(other, "ada", "now", "4h", "primary");

        assertThat(stored()).extracting("person").containsExactly("bob", "cy", "ada");
    }

    @Test
    void an_override_of_one_rota_leaves_the_others() {
        override("ada", "now", "8h", "second");

        assertThat(rota(get("/api/v1/oncall"), "second").extract("now.person")).isEqualTo("ada");
        assertThat(rota(get("/api/v1/oncall"), "primary").extract("now.person")).isEqualTo("bob");
    }

    @Test
    void withdrawn_before_it_begins_it_is_gone_and_later_it_ends_then() {
        override("cy", "2026-03-26T00:00:00Z", "2026-03-27T00:00:00Z", "primary");
        override("ada", "now", "8h", "primary");
        ports.clock.advance(Duration.ofHours(2));

        for (var override : stored()) {
            assertThat(delete(override.id()).extract("says")).isEqualTo(override.id() + " withdrawn by ann");
        }

        assertThat(stored()).extracting("person", "to").containsExactly(tuple("ada", NOW.plus(Duration.ofHours(2))));
        assertThat(rota(get("/api/v1/oncall"), "primary").extract("now.person")).isEqualTo("bob");
        assertThat(delete(stored().getFirst().id()).extract("status", 0)).isEqualTo(404);
        assertThat(delete("o-00000000").extract("status", 0)).isEqualTo(404);
    }

    @Test
    void what_has_been_over_for_a_month_is_left_out_at_the_next_change() {
        override("cy", "now", "8h", "primary");
        ports.clock.advance(Duration.ofDays(31));

        override("ada", "now", "8h", "primary");

        assertThat(stored()).extracting("person").containsExactly("ada");
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
        zed | now              | 4h               | primary | person: 'zed' is nobody; there is ada, bob, cy
        ada | now              | 4h               | third   | rota: 'third' is none; there is primary, second
        ada | soon             | 4h               | primary | \
        from: 'soon' is no time such as "2026-12-24 18:00" (in Europe/Berlin), 2026-12-24T17:00:00Z or now
        ada | 2026-02-30 09:00 | 4h               | primary | \
        from: '2026-02-30 09:00' is no time such as "2026-12-24 18:00" (in Europe/Berlin), \
        2026-12-24T17:00:00Z or now
        ada | 9999-01-01 09:00 | 4h               | primary | \
        from: '9999-01-01 09:00' is not within the years 2000 to 2200
        ada | 1999-12-31 09:00 | 4h               | primary | \
        from: '1999-12-31 09:00' is not within the years 2000 to 2200
        ada | now              | now              | primary | \
        to: 2026-03-25 12:00:00 UTC is not after from, 2026-03-25 12:00:00 UTC
        ada | 2026-01-01       | 2026-01-02       | primary | \
        to: 2026-01-01 23:00:00 UTC is not after now, 2026-03-25 12:00:00 UTC
        ada | now              | 99999d           | primary | to: '99999d' is not between 1s and 30d
        """)
    void what_cannot_be_meant_is_refused(String person, String from, String to, String rota, String said) {
        assertThat(override(person, from, to, rota).extract("detail")).isEqualTo(said);
        assertThat(stored()).isEmpty();
    }

    @Test
    void nobody_adds_more_than_two_hundred() {
        for (var minute = 1; minute <= 200; minute++) {
            override("ada", "now", minute + "m", "primary");
        }

        assertThat(override("ada", "now", "201m", "primary").extract("detail"))
                .isEqualTo("there are 200 overrides already; withdraw some first");
    }

    @Test
    void the_same_is_a_calendar_to_subscribe_to() {
        override("cy", "2026-03-28T19:00:00Z", "2026-03-29T06:00:00Z", "primary");

        var calendar = answer("GET", "/api/v1/oncall.ics", JsonObject.create(), "", ANN);

        assertThat(calendar.extract("headers.content-type")).isEqualTo("text/calendar; charset=utf-8");
        assertThat(calendar.extract("body"))
                .startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
                .contains("""
                        BEGIN:VEVENT
                        UID:primary-20260328T190000Z@tocsin
                        DTSTAMP:20260325T120000Z
                        DTSTART:20260328T190000Z
                        DTEND:20260329T060000Z
                        SUMMARY:primary: cy
                        TRANSP:TRANSPARENT
                        END:VEVENT
                        """.replace("\n", "\r\n"))
                .endsWith("END:VCALENDAR\r\n");
    }

    @Test
    void a_calendar_may_subscribe_without_credentials_to_an_address_that_nobody_guesses() {
        ports.secrets.set("tocsin/calendar", "what signs it");
        var path = get("/api/v1/oncall/address").extract("path");

        // echo -n oncall.ics | openssl dgst -sha256 -hmac "what signs it"
        assertThat(path).isEqualTo("/oncall/f033319618d9d43d5f2e6500627c63d3d2b65c3828e1caf8a0530f1ff24d0255.ics");
        var open = answer("GET", path, JsonObject.create(), "", "");
        assertThat(open.extract("headers.content-type")).isEqualTo("text/calendar; charset=utf-8");
        assertThat(open.extract("body"))
                .isEqualTo(answer("GET", "/api/v1/oncall.ics", JsonObject.create(), "", ANN)
                        .extract("body"));
    }

    @Test
    void another_address_has_nothing_and_says_no_more_than_that() {
        ports.secrets.set("tocsin/calendar", "what signs it");
        var path = get("/api/v1/oncall/address").extract("path");
        var last = path.charAt(path.length() - 5);

        for (var other : List.of(
                path.replace(last + ".ics", (last == '0' ? '1' : '0') + ".ics"),
                "/oncall/" + "0".repeat(64) + ".ics",
                "/oncall/.ics",
                "/oncall/" + "0".repeat(10_000) + ".ics",
                path + "/..",
                path.toUpperCase(Locale.ROOT))) {
            var answer = answer("GET", other, JsonObject.create(), "", "");
            assertThat(answer.extract("statusCode", 0)).as(other).isEqualTo(404);
            assertThat(answer.toString()).doesNotContain("what signs it", "VCALENDAR");
        }
        assertThat(answer("POST", path, JsonObject.create(), "", "").extract("statusCode", 0))
                .isEqualTo(404);

        ports.secrets.set("tocsin/calendar", "another");
        assertThat(answer("GET", path, JsonObject.create(), "", "").extract("statusCode", 0))
                .as("a new secret ends the old address")
                .isEqualTo(404);
    }

    @Test
    void only_a_known_caller_is_answered() {
        assertThat(answer("GET", "/api/v1/oncall", JsonObject.create(), "", "").extract("statusCode", 0))
                .isEqualTo(401);
        assertThat(answer("GET", "/api/v1/oncall.ics", JsonObject.create(), "", "")
                        .extract("statusCode", 0))
                .isEqualTo(401);
        assertThat(answer("POST", "/api/v1/oncall/overrides", JsonObject.create(), "{}", "")
                        .extract("statusCode", 0))
                .isEqualTo(401);
    }

    private List<ShiftOverride> stored() {
        return new Ledger(ports.table, new Documents(), ports.pause, Duration.ofDays(1)).overrides();
    }

    private JsonObject override(String person, String from, String to, String rota) {
        return override(console, person, from, to, rota);
    }

    private static JsonObject override(ConsoleHandler console, String person, String from, String to, String rota) {
        var body = JsonObject.create()
                .add("person", person)
                .add("from", from)
                .add("to", to)
                .add("rota", rota);
        return body(answer(console, "POST", "/api/v1/oncall/overrides", JsonObject.create(), JSON.toJson(body), ANN));
    }

    private JsonObject delete(String id) {
        return body(answer("DELETE", "/api/v1/oncall/overrides/" + id, JsonObject.create(), "", ANN));
    }

    private JsonObject get(String path) {
        return get(path, JsonObject.create());
    }

    private JsonObject get(String path, JsonObject query) {
        return body(answer("GET", path, query, "", ANN));
    }

    private static JsonObject query(String... pairs) {
        var query = JsonObject.create();
        for (var pair = 0; pair < pairs.length; pair += 2) {
            query.add(pairs[pair], pairs[pair + 1]);
        }
        return query;
    }

    private static JsonObject body(JsonObject answer) {
        return JSON.fromJsonObject(answer.extract("body"));
    }

    private JsonObject answer(String method, String path, JsonObject query, String body, String caller) {
        return answer(console, method, path, query, body, caller);
    }

    private static JsonObject answer(
            ConsoleHandler console, String method, String path, JsonObject query, String body, String caller) {
        var context = JsonObject.create()
                .add("http", JsonObject.create().add("method", method))
                .add(
                        "authorizer",
                        JsonObject.create().add("iam", JsonObject.create().add("userArn", caller)));
        var event = JsonObject.create()
                .add("rawPath", path)
                .add("queryStringParameters", query)
                .add("requestContext", context)
                .add("body", body);
        return JSON.fromJsonObject(
                LambdaEvents.call(console, JSON.toJson(event), new TestingContext(Duration.ofSeconds(30))));
    }

    private static JsonNode rota(JsonObject answer, String name) {
        return list(answer, "rotas").stream()
                .filter(each -> each.extract("rota").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> list(JsonNode node, String name) {
        return node.extractNode(name) instanceof JsonArray array ? array.elements() : List.of();
    }

    private static String said(JsonNode stretch) {
        return stretch.extract("person", "nobody") + " " + stretch.extract("from") + " " + stretch.extract("to") + " "
                + stretch.extract("because");
    }
}
