package tocsin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.config.Pager;
import tocsin.config.Secret;
import tocsin.config.Severity;
import tocsin.testing.PagerDutyStandIn;
import tocsin.testing.TestingSecrets;
import tocsin.testing.TestingWeb;

/** PagerDuty's Events API v2 by the book. */
class PagerDutyTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final String ROUTING_KEY = "0123456789abcdef0123456789abcdef";
    private static final Message MESSAGE = message("P0 api-42 pages load, then errors", Map.of("since", "12:00"));

    private final TestingWeb web = new TestingWeb();
    private final TestingSecrets secrets = new TestingSecrets();
    private final PagerDuty pagerDuty = new PagerDuty(web, secrets, pager(null), "valine");

    PagerDutyTest() {
        secrets.set("tocsin/pagerduty", ROUTING_KEY);
    }

    private static Pager pager(@Nullable String url) {
        return new Pager(new Secret("tocsin/pagerduty"), url, null);
    }

    private static Message message(String summary, Map<String, String> details) {
        return Message.of("api-42", "prod/api", Severity.P0, "tocsin-prod/api-42-1", summary, details);
    }

    private JsonNode sent(Event event, Message message) {
        web.answeringInTurn(TestingWeb.answer(202, "{}"));
        pagerDuty.send(event, message, TIMEOUT);
        return JsonNodeMapper.builder()
                .build()
                .fromJson(Objects.requireNonNull(web.calls().getLast().body()));
    }

    @Test
    void a_trigger_says_what_is_wrong_where_and_how_bad_under_its_key() {
        var event = sent(Event.TRIGGER, MESSAGE);

        assertThat(event.toPlain())
                .isEqualTo(Map.of(
                        "routing_key", ROUTING_KEY,
                        "event_action", "trigger",
                        "dedup_key", "tocsin-prod/api-42-1",
                        "client", "Tocsin",
                        "payload",
                                Map.of(
                                        "summary", "P0 api-42 pages load, then errors",
                                        "source", "prod/api",
                                        "severity", "critical",
                                        "component", "prod/api",
                                        "group", "valine",
                                        "class", "incident",
                                        "custom_details", Map.of("since", "12:00"))));
        var call = web.calls().getFirst();
        assertThat(call.uri()).hasToString("https://events.pagerduty.com/v2/enqueue");
        assertThat(call.timeout()).isEqualTo(TIMEOUT);
    }

    @Test
    void acknowledging_and_resolving_name_only_the_alert() {
        assertThat(sent(Event.ACKNOWLEDGE, MESSAGE).toPlain())
                .isEqualTo(Map.of(
                        "routing_key", ROUTING_KEY,
                        "event_action", "acknowledge",
                        "dedup_key", "tocsin-prod/api-42-1"));
        assertThat(sent(Event.RESOLVE, MESSAGE).extract("event_action")).isEqualTo("resolve");
    }

    @Test
    void its_address_can_be_set() {
        new PagerDuty(web, secrets, pager("http://127.0.0.1:9/v2/enqueue"), "valine")
                .send(Event.TRIGGER, MESSAGE, TIMEOUT);

        assertThat(web.calls().getFirst().uri()).hasToString("http://127.0.0.1:9/v2/enqueue");
    }

    @Test
    void an_address_that_came_from_outside_becomes_no_link() {
        var message = message("x", Map.of("reason", "https://example.com/pool", "log", "javascript:alert(1)"));

        assertThat(sent(Event.TRIGGER, message).toString())
                .contains("https://example.com/pool")
                .doesNotContain("href");
    }

    @ParameterizedTest
    @MethodSource
    void each_severity_has_its_word(Severity severity, String word) {
        var message = Message.of("api-42", "prod/api", severity, "key", "summary", Map.of());

        assertThat(sent(Event.TRIGGER, message).extract("payload.severity")).isEqualTo(word);
    }

    static Stream<Arguments> each_severity_has_its_word() {
        return Stream.of(
                Arguments.of(Severity.P0, "critical"),
                Arguments.of(Severity.P1, "error"),
                Arguments.of(Severity.P2, "warning"),
                Arguments.of(Severity.P3, "info"));
    }

    @Test
    void text_from_outside_stays_within_every_limit() {
        var details = new LinkedHashMap<String, String>();
        for (var number = 0; number < 500; number++) {
            details.put("detail " + number, "\uD83D\uDD25\"\\\u0000\u202E".repeat(20_000));
        }
        var hostile = Message.of(
                "api-42", "prod/api", null, "k".repeat(300), "a\nb\u0007 ".repeat(2_000) + "\uD83D", details);

        var event = sent(Event.TRIGGER, hostile);

        assertThat(event.extract("payload.summary"))
                .hasSizeLessThanOrEqualTo(1_024)
                .doesNotContain("\n", "\u0007")
                .endsWith("...");
        assertThat(event.extract("dedup_key")).hasSizeLessThanOrEqualTo(255);
        assertThat(event.extractNode("payload.custom_details.more").text()).isEqualTo("is in the incident's story");
        var body = Objects.requireNonNull(web.calls().getLast().body());
        assertThat(body.getBytes(StandardCharsets.UTF_8).length).isLessThan(512 * 1024);
        assertThat(new PagerDutyStandIn().apply(web.calls().getLast()).status()).isEqualTo(202);
    }

    @Test
    void two_long_keys_stay_two() {
        var one = Message.of("i", "s", null, "k".repeat(300) + "1", "x", Map.of());
        var other = Message.of("i", "s", null, "k".repeat(300) + "2", "x", Map.of());

        assertThat(sent(Event.TRIGGER, one).extract("dedup_key"))
                .isNotEqualTo(sent(Event.TRIGGER, other).extract("dedup_key"));
    }

    @ParameterizedTest
    @MethodSource
    void each_answer_means_one_thing(Web.Answer answer, Answer meaning) {
        web.answeringInTurn(answer);

        assertThat(pagerDuty.send(Event.TRIGGER, MESSAGE, TIMEOUT)).isEqualTo(meaning);
    }

    static Stream<Arguments> each_answer_means_one_thing() {
        return Stream.of(
                Arguments.of(answer(202), new Answer.Confirmed("PagerDuty: 202 b", MESSAGE.key())),
                Arguments.of(answer(400), new Answer.Refused("PagerDuty: 400 b")),
                Arguments.of(answer(429), new Answer.Later("PagerDuty: 429 b", Duration.ofSeconds(30))),
                Arguments.of(after(429, "120"), new Answer.Later("PagerDuty: 429 b", Duration.ofMinutes(2))),
                Arguments.of(after(503, "7"), new Answer.Later("PagerDuty: 503 b", Duration.ofSeconds(7))),
                Arguments.of(after(503, "soon"), new Answer.Later("PagerDuty: 503 b", null)),
                Arguments.of(after(503, "999999999"), new Answer.Later("PagerDuty: 503 b", Duration.ofHours(1))),
                Arguments.of(answer(500), new Answer.Later("PagerDuty: 500 b", null)),
                Arguments.of(answer(200), new Answer.Later("PagerDuty: 200 b", null)),
                Arguments.of(answer(302), new Answer.Later("PagerDuty: 302 b", null)),
                Arguments.of(answer(403), new Answer.Later("PagerDuty: 403 b", null)));
    }

    private static Web.Answer answer(int status) {
        return new Web.Answer(status, Map.of(), "b");
    }

    private static Web.Answer after(int status, String seconds) {
        return new Web.Answer(status, Map.of("retry-after", seconds), "b");
    }

    @ParameterizedTest
    @MethodSource
    void a_failure_on_the_way_means_what_is_known_of_it(Kind kind, Class<? extends Answer> meaning) {
        web.answering(call -> {
            throw new PortFailure(kind, "why");
        });

        assertThat(pagerDuty.send(Event.TRIGGER, MESSAGE, TIMEOUT)).isInstanceOf(meaning);
    }

    static Stream<Arguments> a_failure_on_the_way_means_what_is_known_of_it() {
        return Stream.of(
                Arguments.of(Kind.UNAVAILABLE, Answer.Later.class),
                Arguments.of(Kind.UNCLEAR, Answer.Unclear.class),
                Arguments.of(Kind.REFUSED, Answer.Refused.class));
    }
}
