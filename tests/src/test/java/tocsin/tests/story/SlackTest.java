package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.PortFailure;
import tocsin.page.Web;
import tocsin.state.Row;
import tocsin.testing.Interference;
import tocsin.testing.TestingWeb;

/** The buttons in a message at Slack: what they do, in whose name, and all that they do not do. */
class SlackTest {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root", ".."));
    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final String OWNER = "U01OWNER";
    private static final String ANSWERS = "https://hooks.slack.com/actions/T01/1001/of-the-answer";
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();

    /** Signs as Slack does, by Slack's own library. */
    private static final String SIGN = """
            import sys
            from slack_sdk.signature import SignatureVerifier
            verifier = SignatureVerifier(sys.argv[1])
            sys.stdout.write(verifier.generate_signature(timestamp=sys.argv[2], body=sys.stdin.buffer.read()))
            """;

    private final World world = world("signing: \"secret:tocsin/slack-signing\"");

    private static World world(String signing) {
        var slack = "slack: { to: \"#valine-ops\", token: \"secret:tocsin/slack\", " + signing + " }";
        return new World(
                Valine.paging(text -> text.replace(
                                "channels: { mail: \"secret:tocsin/mail-topic\" }",
                                "channels: { mail: \"secret:tocsin/mail-topic\", " + slack + " }")
                        .replace("owner: { zone:", "owner: { slack: " + OWNER + ", zone:")),
                new Interference() {});
    }

    @BeforeEach
    void slack_answers() {
        world.ports.secrets.set("tocsin/slack", "xoxb-of-the-bot");
        world.ports.secrets.set("tocsin/slack-signing", SECRET);
        world.ports.secrets.set("tocsin/links", "a key of the links that nobody knows");
        world.ports.web.answering(this::answer);
    }

    private Web.Answer answer(Web.Call call) {
        return switch (String.valueOf(call.uri().getHost())) {
            case "slack.com" ->
                TestingWeb.answer(200, "{\"ok\":true,\"channel\":\"C01\",\"ts\":\"1769999532.000100\"}");
            case "hooks.slack.com" -> TestingWeb.answer(200, "ok");
            default ->
                call.uri().getPath().equals("/health")
                        ? world.production.health()
                        : TestingWeb.answer(
                                202,
                                world.pagerDuty
                                        .enqueue(String.valueOf(call.body()), world.ports.clock.instant())
                                        .body());
        };
    }

    private static String signature(String time, String body) {
        try {
            var python = ROOT.resolve(".tocsin/tools/slack/bin/python").toString();
            var process = new ProcessBuilder(python, "-c", SIGN, SECRET, time).start();
            try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
                in.write(body);
            }
            var signed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            return signed;
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String now() {
        return Long.toString(world.ports.clock.instant().getEpochSecond());
    }

    private JsonObject posts(String time, String signature, String body) {
        var headers = JsonObject.create()
                .add("content-type", "application/x-www-form-urlencoded")
                .add("X-Slack-Request-Timestamp", time)
                .add("X-Slack-Signature", signature);
        return world.http("POST", "/hooks/slack", headers, body, "");
    }

    private static String form(JsonNode action, String user, String answerTo) {
        var payload = JsonObject.create()
                .add("type", "block_actions")
                .add("user", JsonObject.create().add("id", user).add("username", "somebody"))
                .add("response_url", answerTo)
                .add("actions", JsonArray.create().add(action));
        return "payload=" + URLEncoder.encode(JSON.toJson(payload), StandardCharsets.UTF_8);
    }

    /** Somebody presses this button of a message that was sent. */
    private void presses(JsonObject button, String user) {
        var body = form(button, user, ANSWERS);
        var answer = posts(now(), signature(now(), body), body);
        assertThat(answer.extract("statusCode", 0)).isEqualTo(200);
        assertThat(answer.extract("body")).isEmpty();
        world.run();
    }

    private List<JsonObject> sentTo(String host) {
        return world.ports.web.calls().stream()
                .filter(call -> host.equals(call.uri().getHost()))
                .map(call -> JSON.fromJsonObject(String.valueOf(call.body())))
                .toList();
    }

    /** What only whoever pressed sees, the last one. */
    private JsonObject answered() {
        return sentTo("hooks.slack.com").getLast();
    }

    private static JsonObject button(JsonObject message, String act) {
        var found = buttons(message).stream()
                .filter(button -> button.extract("action_id").equals("tocsin-" + act))
                .findFirst();
        return found.orElseThrow(() -> new AssertionError("no button " + act + " in " + JSON.toJson(message)));
    }

    private static List<JsonObject> buttons(JsonObject message) {
        var buttons = new ArrayList<JsonObject>();
        for (var block : ((JsonArray) message.extractNode("blocks")).elements()) {
            if (block instanceof JsonObject object && object.elements().get("elements") instanceof JsonArray elements) {
                elements.elements().forEach(button -> buttons.add((JsonObject) button));
            }
        }
        return buttons;
    }

    private JsonObject message() {
        return sentTo("slack.com").stream()
                .filter(sent -> !sent.elements().containsKey("thread_ts"))
                .toList()
                .getLast();
    }

    private void alarm() {
        world.send(Valine.sample("db-connections.eventbridge"));
        world.run();
    }

    private void asks() {
        world.production.leak(80);
        alarm();
        world.until(() -> story().anyMatch(line -> line.startsWith("run asks: ")), Duration.ofMinutes(5));
    }

    private Stream<String> story() {
        return world.stories().map(World::line);
    }

    private List<Row> rows() {
        return world.ports.table.rows();
    }

    @Test
    void acknowledge_acts_in_the_name_of_whoever_pressed_and_the_message_shows_it() {
        alarm();
        assertThat(buttons(message()))
                .extracting(button -> button.extract("action_id"))
                .containsExactly("tocsin-acknowledge", "tocsin-plan", "tocsin-halt");
        assertThat(buttons(message()))
                .allSatisfy(button -> assertThat(button.elements()).doesNotContainKey("url"));

        presses(button(message(), "acknowledge"), OWNER);

        assertThat(story()).contains("acknowledged: owner has it (by slack) [owner]");
        assertThat(answered().extract("text")).isEqualTo("db-1 is owner's");
        assertThat(answered().extract("response_type")).isEqualTo("ephemeral");
        assertThat(message().extract("text")).startsWith("Acknowledged: P1 db-1 ");
        assertThat(world.alerts()).containsExactly("tocsin-prod/db-1-1 ACKNOWLEDGED, rang 1");
    }

    @Test
    void what_a_person_declares_is_shown_at_once() {
        var body = "{\"service\":\"api\",\"severity\":\"P0\",\"text\":\"checkout fails\"}";
        world.http("POST", "/api/v1/declarations", JsonObject.create(), body, "arn:aws:x/ann");
        world.run();

        assertThat(message().extract("text")).startsWith("P0 api-1 pages load, then errors: checkout fails");
    }

    @Test
    void whoever_has_read_the_plan_approves_of_just_that() {
        asks();
        presses(button(message(), "plan"), OWNER);
        assertThat(JSON.toJson(answered()))
                .contains("may it end the connections of project-valine-prod that are idle", "Nobody has it.");

        presses(button(answered(), "approve"), OWNER);

        assertThat(answered().extract("text")).isEqualTo("db-1/1 is approved");
        assertThat(answered().extract("replace_original", false)).isTrue();
        assertThat(story()).anyMatch(line -> line.startsWith("run: db-1/1: approved by owner by slack"));
        world.pass(Duration.ofMinutes(2));
        assertThat(world.production.changes()).isNotEmpty();
    }

    @Test
    void an_approval_of_something_else_is_none() {
        asks();
        presses(button(message(), "plan"), OWNER);
        var approve = button(answered(), "approve");
        var other = JsonObject.create()
                .add("action_id", approve.extract("action_id"))
                .add("value", "db-1/1 " + "0".repeat(64));

        presses(other, OWNER);

        assertThat(answered().extract("text")).startsWith("it asks something else by now: may it ");
        assertThat(story()).noneMatch(line -> line.contains("approved"));
        for (var value : List.of("db-1", "db-1/1", "db-1/1 ", "", "db-1/1 a b")) {
            var before = rows();
            var body =
                    form(JsonObject.create().add("action_id", "tocsin-approve").add("value", value), OWNER, ANSWERS);
            assertThat(posts(now(), signature(now(), body), body).extract("statusCode", 0))
                    .isEqualTo(200);
            assertThat(rows()).as(value).isEqualTo(before);
        }
    }

    @Test
    void refuse_ends_the_run_and_halt_stops_all() {
        asks();
        presses(button(message(), "plan"), OWNER);
        presses(button(answered(), "refuse"), OWNER);
        assertThat(story()).anyMatch(line -> line.contains("rejected by owner by slack; nothing was changed"));

        presses(button(message(), "halt"), OWNER);
        assertThat(answered().extract("text")).isEqualTo("halted: no run makes another change");
        assertThat(rows()).anyMatch(row -> row.key().sk().equals("halt") && "owner by slack".equals(row.text("by")));
    }

    @Test
    void whom_nobody_knows_is_told_so_and_nothing_is_done() {
        asks();
        var message = message();
        var before = rows();

        for (var act : List.of("acknowledge", "plan", "halt")) {
            presses(button(message, act), "U99STRANGER");
            assertThat(answered().extract("text"))
                    .isEqualTo(
                            "tocsin.yaml knows nobody by the member id U99STRANGER (people: slack). Nothing was done.");
            assertThat(buttons(answered())).isEmpty();
        }

        assertThat(rows().stream()
                        .filter(row -> !row.key().pk().startsWith("pressed/"))
                        .toList())
                .isEqualTo(before);
    }

    @Test
    void what_is_not_signed_by_slack_is_refused() {
        alarm();
        var body = form(button(message(), "acknowledge"), OWNER, ANSWERS);
        var good = signature(now(), body);
        var before = rows();

        refused(posts(now(), "v0=" + "0".repeat(64), body), before);
        refused(posts(now(), "", body), before);
        refused(posts(now(), good.substring(0, good.length() - 1), body), before); // cut
        refused(posts(now(), good + "0", body), before);
        refused(posts(now(), good.replace("v0=", "v1="), body), before);
        refused(posts(now(), good.toUpperCase(Locale.ROOT), body), before);
        refused(posts(now(), good, body.substring(0, body.length() - 1)), before);
        refused(posts(now(), good, body + "&payload=x"), before);
        refused(posts(now(), good, body.replace(OWNER, "U02OTHER")), before);
        refused(posts(Long.toString(world.ports.clock.instant().getEpochSecond() + 1), good, body), before);
        for (var time : List.of("", "x", "-1", "999999999999999999999", "999999999999", " " + now())) {
            refused(posts(time, good, body), before);
        }
        assertThat(sentTo("hooks.slack.com")).isEmpty();
    }

    private void refused(JsonObject answer, List<Row> before) {
        assertThat(answer.extract("statusCode", 0)).isEqualTo(401);
        assertThat(answer.extract("body")).doesNotContain(SECRET);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void what_was_signed_more_than_five_minutes_ago_or_ahead_is_refused() {
        alarm();
        var body = form(button(message(), "acknowledge"), OWNER, ANSWERS);
        var before = rows();
        var instant = world.ports.clock.instant();

        for (var at : List.of(instant.minusSeconds(301), instant.plusSeconds(301), Instant.EPOCH)) {
            var time = Long.toString(at.getEpochSecond());
            refused(posts(time, signature(time, body), body), before);
        }
        var last = Long.toString(instant.minusSeconds(300).getEpochSecond());
        assertThat(posts(last, signature(last, body), body).extract("statusCode", 0))
                .isEqualTo(200);
        assertThat(story()).contains("acknowledged: owner has it (by slack) [owner]");
    }

    @Test
    void the_same_press_told_again_does_nothing_more() {
        alarm();
        var body = form(button(message(), "acknowledge"), OWNER, ANSWERS);
        var time = now();
        var signed = signature(time, body);
        posts(time, signed, body);
        world.run();
        world.send(Valine.sample("db-connections-ok.sns"));
        world.run();
        world.pass(Duration.ofMinutes(2));
        var before = rows();

        var again = posts(time, signed, body);

        assertThat(again.extract("statusCode", 0)).isEqualTo(200);
        assertThat(rows()).isEqualTo(before);
        assertThat(sentTo("hooks.slack.com")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.slack.com.example.org/actions/1",
                "http://hooks.slack.com/actions/1",
                "https://169.254.169.254/latest/meta-data/",
                "https://hooks.slack.com@example.org/",
                "https://hooks.slack.com/a\\b",
                "",
                "not a url"
            })
    void nobody_is_answered_but_at_slack(String answerTo) {
        alarm();
        var body = form(button(message(), "acknowledge"), OWNER, answerTo);
        var calls = world.ports.web.calls().size();

        var answer = posts(now(), signature(now(), body), body);

        assertThat(answer.extract("statusCode", 0)).isEqualTo(200);
        assertThat(world.ports.web.calls()).hasSize(calls);
        assertThat(story()).contains("acknowledged: owner has it (by slack) [owner]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "payload=",
                "payload=%zz",
                "payload=[]",
                "payload={}",
                "ssl_check=1&token=x",
                "payload={\"type\":\"view_submission\"}",
                "payload={\"type\":\"block_actions\"}",
                "payload={\"type\":\"block_actions\",\"actions\":[]}",
                "payload={\"type\":\"block_actions\",\"actions\":[7],\"user\":7}",
                "payload={\"type\":\"block_actions\",\"user\":{\"id\":\"U01OWNER\"},"
                        + "\"actions\":[{\"action_id\":\"tocsin-0\",\"value\":\"db-1\"}]}",
                "payload={\"type\":\"block_actions\",\"user\":{\"id\":\"U01OWNER\"},"
                        + "\"actions\":[{\"action_id\":\"tocsin-acknowledge\",\"value\":{}}]}"
            })
    void what_presses_nothing_of_ours_is_taken_and_nothing_is_done(String body) {
        alarm();
        var before = rows();

        var answer = posts(now(), signature(now(), body), body);

        assertThat(answer.extract("statusCode", 0)).as(answer.extract("body")).isEqualTo(200);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void about_what_is_over_or_never_was_nothing_is_done() {
        alarm();
        var acknowledge = button(message(), "acknowledge");
        world.http("POST", "/api/v1/incidents/db-1/resolve", JsonObject.create(), "{\"for\":\"1h\"}", "arn:aws:x/ann");
        world.run();
        assertThat(buttons(message())).isEmpty();

        presses(acknowledge, OWNER);
        assertThat(answered().extract("text")).isEqualTo("db-1 is over. Nothing was done.");
        presses(JsonObject.create().add("action_id", "tocsin-acknowledge").add("value", "<!channel>-9"), OWNER);
        assertThat(answered().extract("text")).isEqualTo("There is no &lt;!channel&gt;-9. Nothing was done.");
    }

    @Test
    void an_answer_that_slack_does_not_take_leaves_what_was_done() {
        alarm();
        var acknowledge = button(message(), "acknowledge");
        world.ports.web.answering(call -> {
            throw new PortFailure(PortFailure.Kind.UNCLEAR, "no answer");
        });
        var body = form(acknowledge, OWNER, ANSWERS);

        assertThat(posts(now(), signature(now(), body), body).extract("statusCode", 0))
                .isEqualTo(200);
        assertThat(story()).contains("acknowledged: owner has it (by slack) [owner]");
        assertThat(rows().toString()).doesNotContain("of-the-answer");
    }

    @Test
    void without_a_signing_secret_the_buttons_are_links_and_nothing_is_taken() {
        var links = world("url: \"https://slack.com/api\"");
        links.ports.secrets.set("tocsin/slack", "xoxb-of-the-bot");
        links.ports.secrets.set("tocsin/links", "a key of the links that nobody knows");
        links.ports.web.answering(this::answer);
        links.send(Valine.sample("db-connections.eventbridge"));
        links.run();

        var sent = links.ports.web.calls().stream()
                .filter(call -> "slack.com".equals(call.uri().getHost()))
                .map(call -> JSON.fromJsonObject(String.valueOf(call.body())))
                .filter(each -> !each.elements().containsKey("thread_ts"))
                .toList()
                .getLast();
        assertThat(buttons(sent))
                .allSatisfy(button -> assertThat(button.extract("url")).contains("/l/"));
        var answer = links.http("POST", "/hooks/slack", JsonObject.create(), "payload={}", "");
        assertThat(answer.extract("statusCode", 0)).isEqualTo(404);
    }
}
