package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.SignedCall;
import tocsin.state.Row;
import tocsin.testing.Interference;

/** What other watchers post to /hooks/in/NAME, which is open to everybody who can sign. */
class HookTest {
    private static final String SECRET = "a secret of a watcher and us";
    private static final String ANN = "arn:aws:sts::111122223333:assumed-role/on-call/ann";
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();
    private static final String CONFIGURED = """

            webhooks:
              canary:     { key: "secret:tocsin/hook", service: api }
              sentry:     { key: "secret:tocsin/hook", form: sentry, service: api, severity: P1 }
              grafana:    { key: "secret:tocsin/hook", form: grafana }
              prometheus: { key: "secret:tocsin/hook", form: alertmanager, severity: P1 }
              lost:       { key: "secret:tocsin/nowhere" }
            """;

    private final World world = new World(Valine.paging(text -> text + CONFIGURED), new Interference() {});

    @BeforeEach
    void the_secret_is_known() {
        world.ports.secrets.set("tocsin/hook", SECRET);
    }

    // how each of them proves itself

    private JsonObject post(String hook, Map<String, String> headers, String body) {
        var object = JsonObject.create();
        headers.forEach(object::add);
        var answer = world.http("POST", "/hooks/in/" + hook, object, body, "");
        world.run();
        return answer;
    }

    private JsonObject canary(String body) {
        return post("canary", signed(body), body);
    }

    private Map<String, String> signed(String body) {
        return Map.of("X-Tocsin-Signature", SignedCall.header(body, SECRET, world.ports.clock.instant()));
    }

    private static Map<String, String> bearer() {
        return Map.of("Authorization", "Bearer " + SECRET);
    }

    /** As Sentry and Grafana sign; by Python, which knows nothing of how we do it. */
    private static String elsewhere(String text) throws IOException, InterruptedException {
        var python = "import hashlib, hmac, sys; "
                + "print(hmac.new(sys.argv[1].encode(), sys.stdin.buffer.read(), hashlib.sha256).hexdigest(), end='')";
        var process = new ProcessBuilder("python3", "-c", python, SECRET).start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(text);
        }
        var hex = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return hex;
    }

    private static Map<String, String> sentry(String resource, String body) throws Exception {
        var headers = new TreeMap<String, String>();
        headers.put("Sentry-Hook-Resource", resource);
        headers.put("Sentry-Hook-Timestamp", "1770001940");
        headers.put("Sentry-Hook-Signature", elsewhere(body));
        return headers;
    }

    private static Map<String, String> grafana(Instant at, String body) throws Exception {
        var headers = new TreeMap<String, String>();
        headers.put("X-Grafana-Alerting-Timestamp", Long.toString(at.getEpochSecond()));
        headers.put("X-Grafana-Alerting-Signature", elsewhere(at.getEpochSecond() + ":" + body));
        return headers;
    }

    private static String sample(String name) {
        return Valine.event("hooks/" + name);
    }

    // what is seen of it

    private static int status(JsonObject answer) {
        return Integer.parseInt(answer.extract("statusCode", "0"));
    }

    private void taken(JsonObject answer) {
        assertThat(status(answer)).as(answer.toString()).isEqualTo(200);
    }

    private void refused(JsonObject answer, int status, List<Row> before) {
        assertThat(status(answer)).as(answer.toString()).isEqualTo(status);
        assertThat(answer.extract("headers.content-type", "")).isEqualTo("application/problem+json");
        assertThat(answer.toString()).doesNotContain(SECRET);
        assertThat(rows()).isEqualTo(before);
    }

    private List<Row> rows() {
        return world.ports.table.rows();
    }

    private List<String> incidents() {
        var listed = JSON.fromJson(world.http("GET", "/api/v1/incidents", JsonObject.create(), "", ANN)
                .extract("body", ""));
        return ((JsonArray) listed)
                .elements().stream()
                        .map(each -> each.extract("id") + " " + each.extract("severity") + " " + each.extract("phase"))
                        .toList();
    }

    private Stream<String> story() {
        return world.stories().map(entry -> entry.what() + ": " + entry.text());
    }

    // what they say

    @Test
    void what_a_canary_says_is_wrong_pages_and_is_over_when_it_says_so() {
        taken(canary(sample("tocsin-firing")));
        world.pass(Duration.ofMinutes(2));

        assertThat(incidents()).containsExactly("api-1 P1 OPEN");
        assertThat(story())
                .anyMatch(line ->
                        line.equals("opened: api-1 opened as P1, because canary says so: checkout canary fails"));
        assertThat(world.alerts()).containsExactly("tocsin-prod/api-1-1 TRIGGERED, rang 1");
        assertThat(world.ports.web.calls().getLast().body())
                .contains("checkout canary fails", "GET /checkout answered 502, three times in a row");

        taken(canary(sample("tocsin-resolved")));
        assertThat(incidents()).containsExactly("api-1 P1 MONITORING");
        world.pass(Duration.ofMinutes(20));
        taken(canary(sample("tocsin-firing")));
        assertThat(incidents()).containsExactly("api-1 P1 OPEN");
        assertThat(story()).contains("relapsed: in ALARM again: opened again");

        taken(canary(sample("tocsin-resolved")));
        world.pass(Duration.ofMinutes(40));
        assertThat(incidents()).isEmpty();
        assertThat(world.alerts()).allMatch(alert -> alert.contains("RESOLVED, rang 1"));
    }

    @Test
    void said_again_and_again_it_rings_once() {
        for (var again = 0; again < 10; again++) {
            taken(canary(sample("tocsin-firing")));
            world.pass(Duration.ofMinutes(1));
        }

        assertThat(world.alerts()).containsExactly("tocsin-prod/api-1-1 TRIGGERED, rang 1");
    }

    @Test
    void each_alert_of_a_group_of_alertmanagers_stands_for_itself() {
        taken(post("prometheus", bearer(), sample("alertmanager-firing")));
        world.pass(Duration.ofMinutes(2));

        assertThat(incidents()).containsExactly("api-1 P1 OPEN");
        assertThat(story())
                .anyMatch(line -> line.contains("CheckoutSlow: checkout takes 7 s"))
                .anyMatch(line -> line.contains("UploadsFail: half of all uploads fail"));

        taken(post("prometheus", bearer(), sample("alertmanager-resolved")));
        world.pass(Duration.ofMinutes(40));
        assertThat(incidents()).isEmpty();
    }

    @Test
    void what_grafana_signs_with_its_time_is_taken() throws Exception {
        var firing = sample("grafana-firing");
        taken(post("grafana", grafana(World.START, firing), firing));
        assertThat(incidents()).containsExactly("bot-1 P2 OPEN");

        world.pass(Duration.ofMinutes(8));
        var resolved = sample("grafana-resolved");
        taken(post("grafana", grafana(world.ports.clock.instant(), resolved), resolved));
        assertThat(incidents()).containsExactly("bot-1 P2 MONITORING");
    }

    @Test
    void sentrys_alerts_on_metrics_and_on_issues_open_and_end() throws Exception {
        var critical = sample("sentry-metric-critical");
        taken(post("sentry", sentry("metric_alert", critical), critical));
        var issue = sample("sentry-issue-alert");
        taken(post("sentry", sentry("event_alert", issue), issue));
        assertThat(incidents()).containsExactly("api-1 P1 OPEN");
        assertThat(story()).anyMatch(line -> line.contains("Too many errors"));

        world.pass(Duration.ofMinutes(9));
        var over = sample("sentry-metric-resolved");
        taken(post("sentry", sentry("metric_alert", over), over));
        assertThat(incidents()).containsExactly("api-1 P1 OPEN");
        var resolved = sample("sentry-issue-resolved");
        taken(post("sentry", sentry("issue", resolved), resolved));
        assertThat(incidents()).containsExactly("api-1 P1 MONITORING");
    }

    @ParameterizedTest
    @CsvSource({"issue, created", "issue, assigned", "issue, unresolved", "error, created", "installation, created"})
    void what_else_sentry_tells_is_taken_and_changes_nothing(String resource, String action) throws Exception {
        var body =
                sample("sentry-issue-resolved").replace("\"action\": \"resolved\"", "\"action\": \"" + action + "\"");

        taken(post("sentry", sentry(resource, body), body));
        assertThat(rows()).isEmpty();
    }

    @Test
    void what_belongs_to_no_service_is_mailed_and_pages_nobody() {
        taken(post("grafana", bearer(), sample("grafana-firing").replace("\"bot\"", "\"nobody\"")));
        world.pass(Duration.ofMinutes(2));

        assertThat(incidents()).isEmpty();
        assertThat(world.sent()).containsExactly("mail");
    }

    @Test
    void a_silence_and_a_window_withhold_it_as_they_would_an_alarm() {
        world.http(
                "POST",
                "/api/v1/silences",
                JsonObject.create(),
                "{\"match\":{\"alarm\":[{\"prefix\":\"checkout\"}]},\"for\":\"5m\",\"because\":\"a deployment\"}",
                ANN);
        taken(canary(sample("tocsin-firing")));
        world.pass(Duration.ofMinutes(3));
        assertThat(incidents()).containsExactly("- - WITHHELD");

        world.pass(Duration.ofMinutes(5));
        assertThat(incidents()).containsExactly("api-1 P1 OPEN");
        assertThat(world.alerts()).containsExactly("tocsin-prod/api-1-1 TRIGGERED, rang 1");
    }

    @Test
    void no_runbook_acts_on_what_cloudwatch_does_not_know() {
        taken(canary(sample("tocsin-firing").replace("\"api\"", "\"bot\""))); // every alarm of it has a runbook
        world.pass(Duration.ofMinutes(5));

        assertThat(incidents()).containsExactly("bot-1 P1 OPEN");
        assertThat(story()).noneMatch(line -> line.startsWith("run"));
    }

    @Test
    void what_a_watcher_writes_is_harmless_text() {
        taken(canary("{\"state\":\"firing\",\"key\":\"../../head\",\"title\":\"@everyone\\n<b>\\u202e\\u0007"
                + "x".repeat(9_000) + "\",\"severity\":\"P1\",\"says\":\"" + "y".repeat(50_000) + "\"}"));
        world.pass(Duration.ofMinutes(2));

        var opened =
                story().filter(line -> line.startsWith("opened: ")).findFirst().orElseThrow();
        assertThat(opened).contains("@everyone <b>? x").hasSizeLessThan(400);
        assertThat(String.valueOf(world.ports.web.calls().getLast().body())).hasSizeLessThan(6_000);
    }

    // what is refused

    @Test
    void a_forged_one_is_refused_in_every_form() throws Exception {
        var body = sample("tocsin-firing");
        var other = SignedCall.header(body, "another secret", World.START);
        refused(post("canary", Map.of("x-tocsin-signature", other), body), 401, List.of());
        refused(post("canary", Map.of("authorization", "Bearer another"), body), 401, List.of());
        refused(post("canary", Map.of("authorization", "Bearer "), body), 401, List.of());
        refused(post("canary", Map.of(), body), 401, List.of());

        var alerts = sample("alertmanager-firing");
        refused(post("prometheus", Map.of("authorization", "Basic " + SECRET), alerts), 401, List.of());
        refused(
                post(
                        "prometheus",
                        Map.of("x-tocsin-signature", SignedCall.header(alerts, SECRET, World.START)),
                        alerts),
                401,
                List.of());

        var critical = sample("sentry-metric-critical");
        var sentry = new TreeMap<>(sentry("metric_alert", critical));
        refused(post("sentry", sentry, critical.replace("Too many", "Few")), 401, List.of());
        sentry.put("Sentry-Hook-Signature", "0".repeat(64));
        refused(post("sentry", sentry, critical), 401, List.of());
        refused(post("sentry", bearer(), critical), 401, List.of());

        var firing = sample("grafana-firing");
        var grafana = new TreeMap<>(grafana(World.START, firing));
        refused(post("grafana", grafana, firing.replace("12,000", "12")), 401, List.of());
        grafana.remove("X-Grafana-Alerting-Timestamp");
        refused(post("grafana", grafana, firing), 401, List.of());
    }

    @Test
    void one_that_was_cut_is_refused() {
        var body = sample("tocsin-firing");
        var header = SignedCall.header(body, SECRET, World.START);

        for (var end = 0; end < body.length(); end += 7) {
            refused(post("canary", Map.of("x-tocsin-signature", header), body.substring(0, end)), 401, List.of());
        }
        for (var end = 0; end < header.length(); end++) {
            refused(post("canary", Map.of("x-tocsin-signature", header.substring(0, end)), body), 401, List.of());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -86_400, 1_000_000_000})
    void a_stale_one_and_one_from_the_future_are_refused(long seconds) throws Exception {
        var at = World.START.plusSeconds(seconds);
        var body = sample("tocsin-firing");
        refused(
                post("canary", Map.of("x-tocsin-signature", SignedCall.header(body, SECRET, at)), body),
                401,
                List.of());
        var firing = sample("grafana-firing");
        refused(post("grafana", grafana(at, firing), firing), 401, List.of());
    }

    @Test
    void told_again_by_somebody_who_listened_it_opens_nothing_anew() throws Exception {
        var firing = sample("tocsin-firing");
        var heard = signed(firing);
        var issue = sample("sentry-issue-alert");
        taken(post("canary", heard, firing));
        taken(post("sentry", sentry("event_alert", issue), issue));
        var once = rows();
        taken(post("canary", heard, firing));
        taken(post("sentry", sentry("event_alert", issue), issue));
        assertThat(rows()).isEqualTo(once);

        world.pass(Duration.ofMinutes(2));
        var over = sample("tocsin-resolved");
        taken(canary(over));
        var resolved = sample("sentry-issue-resolved");
        taken(post("sentry", sentry("issue", resolved), resolved));
        assertThat(incidents()).containsExactly("api-1 P1 MONITORING");

        taken(post("canary", heard, firing));
        taken(post("sentry", sentry("event_alert", issue), issue));
        assertThat(incidents()).containsExactly("api-1 P1 MONITORING");
        world.pass(Duration.ofMinutes(5));
        var later = rows();
        refused(post("canary", heard, firing), 401, later);
        assertThat(world.alerts()).allMatch(alert -> alert.contains("rang 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "{\"state\":\"firing\"}",
                "{\"state\":\"firing\",\"title\":\" \"}",
                "{\"state\":\"alerting\",\"title\":\"x\"}",
                "{\"state\":[\"firing\"],\"title\":\"x\"}",
                "{\"state\":\"resolved\"}",
            })
    void what_is_signed_and_says_nothing_is_answered_with_what_is_expected(String body) {
        refused(canary(body), 400, List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"alerts\":{}}",
                "{\"alerts\":[1]}",
                "{\"alerts\":[{}]}",
                "{\"alerts\":[{\"status\":\"firing\"}]}",
                "{\"alerts\":[{\"status\":\"firing\",\"labels\":{}}]}",
                "{\"alerts\":[{\"status\":\"firing\",\"fingerprint\":\"1\"},{\"status\":\"odd\",\"fingerprint\":\"2\"}]}",
            })
    void a_group_of_which_one_alert_cannot_be_read_is_refused_whole(String body) {
        refused(post("prometheus", bearer(), body), 400, List.of());
    }

    @Test
    void nothing_else_is_open() {
        var body = sample("tocsin-firing");

        for (var path :
                List.of("/hooks/in/nobody", "/hooks/in/", "/hooks/in/canary/x", "/hooks/in/CANARY", "/hooks/in")) {
            var headers = JsonObject.create().add("authorization", "Bearer " + SECRET);
            assertThat(status(world.http("POST", path, headers, body, "")))
                    .as(path)
                    .isEqualTo(404);
        }
        refused(post("lost", signed(body), body), 503, List.of());
        refused(canary(body.replace("502", "5".repeat(1_100_000))), 413, List.of());
    }
}
