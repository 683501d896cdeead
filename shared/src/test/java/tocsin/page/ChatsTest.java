package tocsin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.config.ChatHook;
import tocsin.config.Secret;
import tocsin.config.SlackChannel;
import tocsin.testing.TestingSecrets;
import tocsin.testing.TestingWeb;

/** What the answers of Slack, Discord and Teams mean, and how one message stays one. */
class ChatsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final String ADDRESS = "https://discord.com/api/webhooks/1001/of-the-hook";

    private final TestingWeb web = new TestingWeb();
    private final TestingSecrets secrets = new TestingSecrets();
    private final Sender slack =
            new Slack(web, secrets, new SlackChannel("#valine-ops", new Secret("tocsin/slack"), null, null));
    private final Sender discord = new Discord(web, secrets, new ChatHook(new Secret("tocsin/discord")));
    private final Sender teams = new Teams(web, secrets, new ChatHook(new Secret("tocsin/teams")));

    ChatsTest() {
        secrets.set("tocsin/slack", "xoxb-of-the-bot");
        secrets.set("tocsin/discord", ADDRESS);
        secrets.set("tocsin/teams", "https://example.logic.azure.com/workflows/1?sig=of-the-workflow");
    }

    private static Web.Answer slackOk(String at) {
        return TestingWeb.answer(200, "{\"ok\":true,\"channel\":\"C01\",\"ts\":\"" + at + "\"}");
    }

    private static Web.Answer slackNo(String error) {
        return TestingWeb.answer(200, "{\"ok\":false,\"error\":\"" + error + "\"}");
    }

    private List<String> asked() {
        return web.calls().stream()
                .map(call -> call.method() + " " + call.uri().getPath())
                .toList();
    }

    private static @Nullable String handle(Answer answer) {
        return answer instanceof Answer.Confirmed confirmed ? confirmed.handle() : null;
    }

    // Slack

    @Test
    void slack_gives_what_a_message_is_edited_by_and_how_much_of_the_story_stands_below_it() {
        web.answeringInTurn(slackOk("1.5"));

        var handle = handle(slack.send(Event.TRIGGER, TestingMessages.page(), null, TIMEOUT));

        assertThat(handle).isEqualTo("C01 1.5 3");
        assertThat(slack.told(handle)).isEqualTo(3);
        assertThat(web.calls().getFirst().headers()).containsEntry("authorization", "Bearer xoxb-of-the-bot");
    }

    @Test
    void an_update_edits_the_message_and_tells_the_story_below_it() {
        web.answeringInTurn(slackOk("1.5"), slackOk("1.6"));

        var answer = slack.send(Event.ACKNOWLEDGE, TestingMessages.update(), "C01 1.5 3", TIMEOUT);

        assertThat(asked()).containsExactly("POST /api/chat.update", "POST /api/chat.postMessage");
        assertThat(web.calls().get(1).body()).contains("\"thread_ts\":\"1.5\"").contains("ann has it");
        assertThat(handle(answer)).isEqualTo("C01 1.5 6");
    }

    @Test
    void a_line_of_the_story_that_was_not_taken_is_told_with_the_next() {
        web.answeringInTurn(slackOk("1.5"), slackNo("ratelimited"));

        var answer = slack.send(Event.ACKNOWLEDGE, TestingMessages.update(), "C01 1.5 3", TIMEOUT);

        assertThat(handle(answer)).isEqualTo("C01 1.5 3");
        assertThat(answer.text()).contains("not below it: Slack: ratelimited");
    }

    @Test
    void a_line_that_may_stand_there_is_not_written_again() {
        web.answering(call -> {
            if (call.uri().getPath().endsWith("postMessage")) {
                throw new PortFailure(Kind.UNCLEAR, "slack.com: no answer within PT4S");
            }
            return slackOk("1.5");
        });

        var answer = slack.send(Event.ACKNOWLEDGE, TestingMessages.update(), "C01 1.5 3", TIMEOUT);

        assertThat(handle(answer)).isEqualTo("C01 1.5 6");
    }

    @Test
    void a_message_that_somebody_deleted_is_written_anew() {
        web.answeringInTurn(slackNo("message_not_found"), slackOk("2.5"));

        assertThat(handle(slack.send(Event.RESOLVE, TestingMessages.resolved(), "C01 1.5 3", TIMEOUT)))
                .isEqualTo("C01 2.5 7");
    }

    @Test
    void both_calls_together_take_no_longer_than_they_may() {
        web.answeringInTurn(slackOk("1.5"), slackOk("1.6"));

        slack.send(Event.ACKNOWLEDGE, TestingMessages.update(), "C01 1.5 3", TIMEOUT);

        assertThat(web.calls().stream().map(Web.Call::timeout).reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource({
        "ratelimited, Later",
        "service_unavailable, Later",
        "fatal_error, Unclear",
        "internal_error, Unclear",
        "'', Unclear",
        "channel_not_found, Refused",
        "not_in_channel, Refused",
        "invalid_auth, Refused",
        "token_revoked, Refused",
        "msg_too_long, Refused",
        "invalid_blocks, Refused"
    })
    void each_error_of_slack_means_one_thing(String error, String meaning) {
        web.answeringInTurn(slackNo(error));

        assertThat(slack.send(Event.TRIGGER, TestingMessages.page(), null, TIMEOUT)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(meaning);
    }

    // each of them

    @ParameterizedTest
    @CsvSource({
        "slack, 429, Later", "slack, 503, Later", "slack, 500, Unclear", "slack, 404, Refused",
        "discord, 429, Later", "discord, 503, Later", "discord, 502, Unclear", "discord, 401, Refused",
        "discord, 400, Refused", "teams, 429, Later", "teams, 503, Later", "teams, 504, Unclear",
        "teams, 413, Refused", "teams, 302, Refused"
    })
    void each_status_means_one_thing(String chat, int status, String meaning) {
        web.answeringInTurn(TestingWeb.answer(status, "{}"));

        assertThat(sender(chat)
                        .send(Event.TRIGGER, TestingMessages.page(), null, TIMEOUT)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(meaning);
    }

    private Sender sender(String chat) {
        return switch (chat) {
            case "slack" -> slack;
            case "discord" -> discord;
            default -> teams;
        };
    }

    @ParameterizedTest
    @CsvSource({"slack", "discord", "teams"})
    void it_is_left_alone_for_as_long_as_it_wants(String chat) {
        var headers = new TreeMap<>(Map.of("retry-after", "17"));
        web.answeringInTurn(new Web.Answer(429, headers, "{}"));

        var answer = sender(chat).send(Event.TRIGGER, TestingMessages.page(), null, TIMEOUT);

        assertThat(answer instanceof Answer.Later later ? later.retryAfter() : null)
                .isEqualTo(Duration.ofSeconds(17));
    }

    @ParameterizedTest
    @CsvSource({"UNCLEAR, Unclear", "UNAVAILABLE, Later", "REFUSED, Refused", "THROTTLED, Later"})
    void each_failure_on_the_way_means_one_thing(Kind kind, String meaning) {
        web.answering(call -> {
            throw new PortFailure(kind, "of " + ADDRESS + " xoxb-of-the-bot");
        });

        for (var chat : List.of("slack", "discord")) {
            var answer = sender(chat).send(Event.TRIGGER, TestingMessages.page(), null, TIMEOUT);
            assertThat(answer.getClass().getSimpleName()).isEqualTo(meaning);
            assertThat(answer.text()).doesNotContain(chat.equals("slack") ? "xoxb" : "of-the-hook");
        }
    }

    @Test
    void what_is_no_address_of_https_is_never_asked() {
        for (var wrong :
                List.of("", "http://discord.com/x", "ftp://discord.com/x", "discord", "https://", "ht tp://x")) {
            secrets.set("tocsin/discord", wrong);
            assertThat(discord.send(Event.TRIGGER, TestingMessages.page(), null, TIMEOUT))
                    .isEqualTo(new Answer.Refused("not sent to Discord: its secret holds no address of HTTPS"));
        }
        assertThat(web.calls()).isEmpty();
    }

    @Test
    void a_secret_that_cannot_be_read_is_no_refusal() {
        var unread = new Discord(web, new TestingSecrets(), new ChatHook(new Secret("tocsin/discord")));

        assertThat(unread.send(Event.TRIGGER, TestingMessages.page(), null, TIMEOUT))
                .isInstanceOf(Answer.Later.class);
    }

    // Discord

    @Test
    void discord_edits_the_message_that_it_gave() {
        web.answeringInTurn(TestingWeb.answer(200, "{\"id\":\"42\"}"), TestingWeb.answer(200, "{\"id\":\"42\"}"));

        var handle = handle(discord.send(Event.TRIGGER, TestingMessages.page(), null, TIMEOUT));
        discord.send(Event.RESOLVE, TestingMessages.resolved(), handle, TIMEOUT);

        assertThat(asked())
                .containsExactly(
                        "POST /api/webhooks/1001/of-the-hook", "PATCH /api/webhooks/1001/of-the-hook/messages/42");
        assertThat(web.calls().getFirst().uri().getQuery()).isEqualTo("wait=true");
    }

    @Test
    void a_thread_in_the_address_stays_in_it() {
        secrets.set("tocsin/discord", ADDRESS + "?thread_id=7");
        web.answeringInTurn(TestingWeb.answer(200, "{\"id\":\"42\"}"), TestingWeb.answer(200, "{}"));

        discord.send(Event.TRIGGER, TestingMessages.page(), null, TIMEOUT);
        discord.send(Event.RESOLVE, TestingMessages.page(), "42", TIMEOUT);

        assertThat(web.calls().stream().map(call -> call.uri().getQuery()).toList())
                .containsExactly("thread_id=7&wait=true", "thread_id=7");
    }

    @Test
    void a_message_that_somebody_deleted_in_discord_is_written_anew_but_not_where_the_webhook_is_gone() {
        web.answeringInTurn(
                TestingWeb.answer(404, "{\"message\":\"Unknown Message\",\"code\":10008}"),
                TestingWeb.answer(200, "{\"id\":\"43\"}"),
                TestingWeb.answer(404, "{\"message\":\"Unknown Webhook\",\"code\":10015}"));

        assertThat(handle(discord.send(Event.RESOLVE, TestingMessages.page(), "42", TIMEOUT)))
                .isEqualTo("43");
        assertThat(discord.send(Event.RESOLVE, TestingMessages.page(), "43", TIMEOUT))
                .isInstanceOf(Answer.Refused.class);
        assertThat(Objects.requireNonNull(web.calls().getLast().body())).isNotEmpty();
    }
}
