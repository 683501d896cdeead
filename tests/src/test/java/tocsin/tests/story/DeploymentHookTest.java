package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.SignedCall;
import tocsin.console.ConsoleHandler;
import tocsin.incident.Deployment;
import tocsin.state.Documents;
import tocsin.state.Row;
import tocsin.testing.Interference;

/** What a pipeline posts to /hooks/deployed, which is open to everybody, and a person to /api/v1/deployments. */
class DeploymentHookTest {
    private static final String SECRET = "a secret of the pipeline and us";
    private static final String BODY =
            "{\"service\":\"api\",\"version\":\"v42 – grün\",\"migration\":true,\"by\":\"ci\"}";
    private static final String ANN = "arn:aws:sts::111122223333:assumed-role/on-call/ann";
    private static final String HOOK = "/hooks/deployed";

    private final World world = new World(
            Valine.paging(text -> text + "\ndeployed: { secret: \"secret:tocsin/deploy\" }\n"), new Interference() {});

    @BeforeEach
    void theSecretIsKnown() {
        world.ports.secrets.set("tocsin/deploy", SECRET);
    }

    private JsonObject hook(String signature, String body) {
        return world.http("POST", HOOK, JsonObject.create().add("X-Tocsin-Signature", signature), body, "");
    }

    private JsonObject signed(String body) {
        return hook(SignedCall.header(body, SECRET, world.ports.clock.instant()), body);
    }

    private JsonObject declared(String body, String caller) {
        return world.http("POST", "/api/v1/deployments", JsonObject.create(), body, caller);
    }

    private List<Deployment> deployments() {
        return world.ports.table.rows().stream()
                .filter(row -> row.key().sk().equals("head"))
                .map(DeploymentHookTest::body)
                .flatMap(head -> new Documents().heads().fromJson(head).deployments().stream())
                .toList();
    }

    private static String body(Row row) {
        return String.valueOf(row.text("body"));
    }

    private static int status(JsonObject answer) {
        return Integer.parseInt(answer.extract("statusCode", "0"));
    }

    private void assertRefused(JsonObject answer, int status) {
        assertThat(status(answer)).isEqualTo(status);
        assertThat(answer.extract("headers.content-type", "")).isEqualTo("application/problem+json");
        assertThat(answer.toString()).doesNotContain(SECRET);
        assertThat(world.ports.table.rows()).isEmpty();
    }

    /** By Python, which knows nothing of how we do it. */
    private static String signedElsewhere(String body, Instant now) throws IOException, InterruptedException {
        var python = """
                import hashlib, hmac, sys
                secret, seconds = sys.argv[1].encode(), sys.argv[2]
                text = seconds.encode() + b"." + sys.stdin.buffer.read()
                print("t=%s,v1=%s" % (seconds, hmac.new(secret, text, hashlib.sha256).hexdigest()), end="")
                """;
        var process = new ProcessBuilder("python3", "-c", python, SECRET, Long.toString(now.getEpochSecond())).start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(body);
        }
        var header = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return header;
    }

    @Test
    void what_another_program_has_signed_is_noted_and_stands_on_the_next_page() throws Exception {
        var answer = hook(signedElsewhere(BODY, World.START), BODY);

        assertThat(status(answer)).as(answer.toString()).isEqualTo(200);
        assertThat(deployments())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("told")
                .containsExactly(new Deployment("v42 – grün", true, World.START, "ci", null));
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.run();
        assertThat(world.ports.web.calls().getLast().body())
                .contains("prod/api v42 – grün deployed just now by ci, with a migration");
    }

    @Test
    void as_the_gateway_may_hand_it_over_in_base64_it_is_the_same() throws Exception {
        var header = JsonObject.create().add("x-tocsin-signature", signedElsewhere(BODY, World.START));
        var base64 = Base64.getEncoder().encodeToString(BODY.getBytes(StandardCharsets.UTF_8));
        var event = Invocation.http("POST", HOOK, header, base64, "")
                .replace("\"isBase64Encoded\":false", "\"isBase64Encoded\":true");

        assertThat(status(Invocation.invoke(new ConsoleHandler(world.ports), event)))
                .isEqualTo(200);
        assertThat(deployments()).hasSize(1);
    }

    @Test
    void a_forged_one_is_refused() {
        assertRefused(hook(SignedCall.header(BODY, "another secret", World.START), BODY), 401);
        assertRefused(hook("t=" + World.START.getEpochSecond() + ",v1=" + "0".repeat(64), BODY), 401);
        assertRefused(hook("", BODY), 401);
        assertRefused(world.http("POST", HOOK, JsonObject.create(), BODY, ""), 401);
        assertRefused(world.http("POST", HOOK, JsonObject.create(), BODY, ANN), 401);
    }

    @Test
    void one_whose_body_was_changed_or_cut_is_refused() {
        var header = SignedCall.header(BODY, SECRET, World.START);

        assertRefused(hook(header, BODY.replace("true", "false")), 401);
        for (var end = 0; end < BODY.length(); end++) {
            assertRefused(hook(header, BODY.substring(0, end)), 401);
        }
        for (var end = 0; end < header.length(); end++) {
            assertRefused(hook(header.substring(0, end), BODY), 401);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -86_400, 1_000_000_000})
    void a_stale_one_and_one_from_the_future_are_refused(long seconds) {
        assertRefused(hook(SignedCall.header(BODY, SECRET, World.START.plusSeconds(seconds)), BODY), 401);
    }

    @Test
    void replayed_it_changes_nothing_and_after_five_minutes_it_is_refused() {
        var header = SignedCall.header(BODY, SECRET, World.START);
        hook(header, BODY);
        var once = world.ports.table.rows();

        world.ports.clock.set(World.START.plus(Duration.ofMinutes(4)));
        assertThat(status(hook(header, BODY))).isEqualTo(200);
        assertThat(world.ports.table.rows()).isEqualTo(once);
        world.ports.clock.set(World.START.plus(Duration.ofMinutes(6)));
        assertThat(status(hook(header, BODY))).isEqualTo(401);
        assertThat(world.ports.table.rows()).isEqualTo(once);
    }

    @Test
    void one_that_is_too_large_is_refused_though_it_is_signed() {
        assertRefused(signed(BODY.replace("ci", "c".repeat(20_000))), 413);
        assertThat(status(signed(BODY.replace("ci", "c".repeat(9_000))))).isEqualTo(200);
        assertThat(deployments().getFirst().by()).hasSizeLessThanOrEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{\"service\":\"api\"",
                "{}",
                "{\"service\":\"api\"}",
                "{\"service\":\"api\",\"version\":\" \"}",
                "{\"service\":\"nobody\",\"version\":\"v1\"}",
                "{\"service\":[\"api\"],\"version\":\"v1\"}",
                "{\"service\":\"api\",\"version\":\"v1\",\"migration\":\"true\"}",
                "{\"service\":\"api\",\"version\":\"v1\",\"migration\":1}",
            })
    void what_is_signed_and_says_no_deployment_is_answered_with_what_is_expected(String body) {
        assertRefused(signed(body), 400);
        assertRefused(declared(body, ANN), 400);
    }

    @Test
    void where_no_secret_is_configured_nothing_is_taken() {
        var closed = new World(Valine.paging(), new Interference() {});
        var header = JsonObject.create().add("x-tocsin-signature", SignedCall.header(BODY, SECRET, World.START));

        assertThat(status(closed.http("POST", HOOK, header, BODY, ""))).isEqualTo(404);
        assertThat(closed.ports.table.rows()).isEmpty();
    }

    @Test
    void where_the_secret_cannot_be_read_it_is_to_come_again() {
        var blind = new World(
                Valine.paging(text -> text + "\ndeployed: { secret: \"secret:tocsin/lost\" }\n"),
                new Interference() {});
        var header = JsonObject.create().add("x-tocsin-signature", SignedCall.header(BODY, SECRET, World.START));

        assertThat(status(blind.http("POST", HOOK, header, BODY, ""))).isEqualTo(503);
        assertThat(blind.ports.table.rows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET, /hooks/deployed", "PUT, /hooks/deployed", "POST, /hooks/deployed/x", "POST, /hooks/Deployed"})
    void nothing_else_is_open(String method, String path) {
        var header = JsonObject.create().add("x-tocsin-signature", SignedCall.header(BODY, SECRET, World.START));

        assertRefused(world.http(method, path, header, BODY, ""), 404);
    }

    @Test
    void a_person_declares_one_under_the_name_that_iam_knows_and_a_signature_is_no_name() {
        var header = JsonObject.create().add("x-tocsin-signature", SignedCall.header(BODY, SECRET, World.START));
        assertRefused(world.http("POST", "/api/v1/deployments", header, BODY, ""), 401);

        var answer = declared(BODY, ANN);

        assertThat(said(answer))
                .isEqualTo("v42 – grün of prod/api is noted: it stands beside what goes wrong until 2 h from now, and"
                        + " what would act by itself asks for 30 min");
        assertThat(deployments()).containsExactly(new Deployment("v42 – grün", true, World.START, "ann", null));
    }

    private JsonObject withdrawn(String version, String caller) {
        return world.http(
                "POST",
                "/api/v1/deployments/withdraw",
                JsonObject.create(),
                "{\"service\":\"api\",\"version\":\"" + version + "\"}",
                caller);
    }

    @Test
    void what_was_declared_by_mistake_is_withdrawn_and_stands_beside_nothing_but_who_did_it_is_kept() {
        declared(BODY, ANN);
        world.ports.clock.advance(Duration.ofMinutes(1));
        var bob = ANN.replace("/ann", "/bob");

        assertThat(said(withdrawn("v42 – grün", bob)))
                .isEqualTo("v42 – grün of prod/api is withdrawn: it counts no more");

        assertThat(deployments())
                .containsExactly(new Deployment("v42 – grün", true, World.START, "ann", null)
                        .withdrawn("bob", World.START.plusSeconds(60)));
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.run();
        assertThat(world.ports.web.calls().getLast().body()).doesNotContain("v42");
        assertThat(world.ports.table.rows())
                .filteredOn(row -> row.key().sk().contains("story#"))
                .extracting(DeploymentHookTest::body)
                .anyMatch(story -> story.contains("v42 – grün was not deployed after all: bob takes it back"));
    }

    @Test
    void what_was_never_declared_cannot_be_withdrawn_nor_twice_nor_by_nobody() {
        assertRefused(withdrawn("v42", ANN), 409);
        assertRefused(withdrawn("", ANN), 400);
        assertRefused(withdrawn("v42", ""), 401);
        declared(BODY, ANN);
        withdrawn("v42 – grün", ANN);

        assertThat(status(withdrawn("v42 – grün", ANN))).isEqualTo(409);
    }

    @Test
    void a_service_of_another_stage_is_named_with_it() {
        assertThat(status(declared("{\"service\":\"staging/api\",\"version\":42}", ANN)))
                .isEqualTo(200);
        assertThat(deployments()).extracting(Deployment::version).containsExactly("42");
    }

    private static String said(JsonObject answer) {
        return JsonNodeMapper.builder()
                .build()
                .fromJsonObject(answer.extract("body", "{}"))
                .extract("says", "");
    }
}
