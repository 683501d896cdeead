package tocsin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.ChatHook;
import tocsin.config.Pager;
import tocsin.config.Pushover;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.config.SesIdentity;
import tocsin.config.SlackChannel;
import tocsin.config.Webhook;
import tocsin.testing.TestingSecrets;
import tocsin.testing.TestingSes;
import tocsin.testing.TestingSns;
import tocsin.testing.TestingWeb;

/**
 * What goes over the wire to each channel, letter by letter: docs/channels shows it, and this holds it to what is sent.
 * With {@code -Dtocsin.write=true} the pages are written anew, to be looked at before they are believed.
 */
class PayloadsTest {
    private static final Path DOCS = Path.of("../docs/channels");
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private static final String INCIDENT_IO = "{\"title\":\"${page.title}\",\"status\":\"${page.status}\","
            + "\"deduplication_key\":\"${page.key}\",\"description\":\"${page.markdown}\","
            + "\"source_url\":\"${page.url}\","
            + "\"metadata\":{\"severity\":\"${page.severity}\",\"service\":\"${page.service}\"}}";

    private final TestingWeb web = new TestingWeb();
    private final TestingSns sns = new TestingSns();
    private final TestingSes ses = new TestingSes();
    private final TestingSecrets secrets = new TestingSecrets();

    /** What is shown of each channel. */
    enum Scene {
        PAGE(Event.TRIGGER),
        UPDATE(Event.ACKNOWLEDGE),
        RESOLVED(Event.RESOLVE),
        HOSTILE(Event.TRIGGER);

        private final Event event;

        Scene(Event event) {
            this.event = event;
        }

        Message message() {
            return switch (this) {
                case PAGE -> TestingMessages.page();
                case UPDATE -> TestingMessages.update();
                case RESOLVED -> TestingMessages.resolved();
                case HOSTILE -> TestingMessages.hostile();
            };
        }
    }

    PayloadsTest() {
        secrets.set("tocsin/pagerduty", "0123456789abcdef0123456789abcdef");
        secrets.set("tocsin/slack", "xoxb-of-the-bot");
        secrets.set("tocsin/discord", "https://discord.com/api/webhooks/1001/of-the-hook");
        secrets.set("tocsin/teams", "https://example.logic.azure.com/workflows/1?sig=of-the-workflow");
        secrets.set("tocsin/pushover", "of-the-application");
        secrets.set("tocsin/owner", "of-the-owner");
        secrets.set("tocsin/incident-io", "of-the-source");
        secrets.set("tocsin/webhook", "of-the-webhook");
        secrets.set("tocsin/mail-topic", "arn:aws:sns:us-west-2:111122223333:tocsin-mail");
        secrets.set("tocsin/mail-to", "team@example.com, owner@example.com");
        secrets.set("tocsin/phone", "+12025550123");
        web.answering(PayloadsTest::answer);
    }

    private static Web.Answer answer(Web.Call call) {
        return switch (String.valueOf(call.uri().getHost())) {
            case "slack.com" ->
                TestingWeb.answer(200, "{\"ok\":true,\"channel\":\"C01\",\"ts\":\"1769999532.000100\"}");
            case "discord.com" -> TestingWeb.answer(200, "{\"id\":\"1001\"}");
            case "api.pushover.net" ->
                TestingWeb.answer(200, "{\"status\":1,\"receipt\":\"rLqVuqTRh62UzxtmqiaLzQmVcPgiCy\"}");
            default -> TestingWeb.answer(202, "");
        };
    }

    private Sender sender(String channel) {
        return switch (channel) {
            case "pagerduty" -> new PagerDuty(web, secrets, new Pager(secret("pagerduty"), null, null), "valine");
            case "slack" ->
                new Slack(
                        web, secrets, new SlackChannel("#valine-ops", secret("slack"), secret("slack-signing"), null));
            case "discord" -> new Discord(web, secrets, new ChatHook(secret("discord")));
            case "teams" -> new Teams(web, secrets, new ChatHook(secret("teams")));
            case "pushover" -> {
                var application = new Pushover(secret("pushover"), "https://api.example.com/hooks/pushover", null);
                var reach = new Reach(Reach.Kind.PUSHOVER, secret("owner"), null);
                yield new tocsin.page.Pushover(
                        web, secrets, application, reach, new PageRef(1, "ladder-0", "owner", Channel.PUSHOVER));
            }
            case "webhook" ->
                hook(new Webhook("https://alerts.example.com/in", null, secret("webhook"), null, null, null));
            case "incident-io" ->
                hook(new Webhook(
                        "https://api.incident.io/v2/alert_events/http/01EXAMPLE",
                        null,
                        null,
                        secret("incident-io"),
                        INCIDENT_IO,
                        INCIDENT_IO));
            case "mail" -> new Mail(sns, secrets, new Reach(Reach.Kind.MAIL, secret("mail-topic"), null));
            case "ses" ->
                new SesMail(
                        ses,
                        secrets,
                        new SesIdentity("tocsin@example.com", null),
                        new Reach(Reach.Kind.MAIL, secret("mail-to"), null));
            case "sms" -> new Sms(sns, secrets, new Reach(Reach.Kind.SMS, secret("phone"), null));
            default -> throw new IllegalArgumentException(channel);
        };
    }

    private Hook hook(Webhook webhook) {
        return new Hook(web, secrets, webhook, () -> Instant.parse("2026-02-02T03:12:30Z"));
    }

    private static Secret secret(String name) {
        return new Secret("tocsin/" + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pagerduty",
                "pushover",
                "slack",
                "discord",
                "teams",
                "webhook",
                "incident-io",
                "mail",
                "ses",
                "sms"
            })
    void its_page_shows_what_is_sent(String channel) throws IOException {
        var file = DOCS.resolve(channel + ".md");
        var page = Files.readString(file);
        var shown = page;
        for (var scene : Scene.values()) {
            shown = shows(shown, scene, sent(channel, scene));
        }
        if (Boolean.getBoolean("tocsin.write")) {
            Files.writeString(file, shown);
            page = shown;
        }

        assertThat(page).isEqualTo(shown);
    }

    /** What is sent of a scene; an update and a resolution after the page. */
    private String sent(String channel, Scene scene) {
        var sender = sender(channel);
        @Nullable String handle = null;
        if (scene == Scene.UPDATE || scene == Scene.RESOLVED) {
            handle = handle(sender.send(Event.TRIGGER, TestingMessages.page(), TIMEOUT));
        }
        var calls = web.calls().size();
        var mails = sns.published().size();
        var letters = ses.sent().size();
        sender.send(scene.event, scene.message(), handle, TIMEOUT);
        var sent = new ArrayList<String>();
        web.calls().stream().skip(calls).map(PayloadsTest::written).forEach(sent::add);
        sns.published().stream().skip(mails).map(PayloadsTest::written).forEach(sent::add);
        ses.sent().stream()
                .skip(letters)
                .map(letter -> letter.message().replace("\r\n", "\n"))
                .forEach(sent::add);
        return sent.isEmpty() ? "(nothing)" : String.join("\n\n", sent);
    }

    private static @Nullable String handle(Answer answer) {
        return answer instanceof Answer.Confirmed confirmed ? confirmed.handle() : null;
    }

    private static String written(Web.Call call) {
        var text = new StringBuilder(call.method() + " " + call.uri());
        call.headers().forEach((name, value) -> {
            if (!name.equals("user-agent")) {
                text.append('\n').append(name).append(": ").append(value);
            }
        });
        var body = Objects.requireNonNullElse(call.body(), "");
        var isForm = call.headers().getOrDefault("content-type", "").contains("form");
        text.append('\n').append(isForm ? body.replace("&", "\n&") : pretty(Wire.read(body), ""));
        return text.toString();
    }

    private static String written(Sns.Publication publication) {
        return switch (publication) {
            case Sns.ToTopic topic -> "Subject: " + topic.subject() + "\n\n" + topic.text();
            case Sns.ToPhone phone -> "To: " + phone.number() + "\n\n" + phone.text();
        };
    }

    private static String pretty(JsonNode node, String indent) {
        var deeper = indent + "  ";
        return switch (node) {
            case JsonObject object
            when !object.isEmpty() ->
                object.elements().entrySet().stream()
                        .map(entry -> deeper + "\"" + entry.getKey() + "\": " + pretty(entry.getValue(), deeper))
                        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
            case JsonArray array
            when !array.isEmpty() ->
                array.elements().stream()
                        .map(each -> deeper + pretty(each, deeper))
                        .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
            default -> Wire.written(node);
        };
    }

    private static String shows(String page, Scene scene, String sent) {
        var block = Pattern.compile(
                "(<!-- " + scene.name().toLowerCase(Locale.ROOT) + " -->\n```\\w*\n).*?(\n```\n)", Pattern.DOTALL);
        var matcher = block.matcher(page);
        assertThat(matcher.find()).as("a block for " + scene).isTrue();
        return matcher.replaceFirst("$1" + Matcher.quoteReplacement(sent) + "$2");
    }

    // what harms nowhere

    @ParameterizedTest
    @ValueSource(strings = {"pagerduty", "pushover", "slack", "discord", "teams", "webhook", "incident-io"})
    void nothing_that_means_harm_breaks_a_line_or_turns_the_writing(String channel) {
        sender(channel).send(Event.TRIGGER, TestingMessages.hostile(), TIMEOUT);

        var body = Objects.requireNonNull(web.calls().getLast().body());
        assertThat(body).doesNotContain("\u202E", "\\u202e", "\u200B", "\\u0000", "\\u0007", "%E2%80%AE", "%00");
        assertThat(body.codePoints()).noneMatch(letter -> Character.getType(letter) == Character.SURROGATE);
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    void slack_is_told_to_mention_nobody_and_to_link_nothing(Scene scene) {
        sent("slack", scene);

        web.calls().forEach(call -> {
            var body = Objects.requireNonNull(call.body());
            assertThat(body).doesNotContain("<"); // all that means something to Slack begins with it
            assertThat(body.split("\"type\":\"mrkdwn\"", -1).length)
                    .isEqualTo(body.split("\"verbatim\":true", -1).length);
            assertThat(body).contains("\"unfurl_links\":false", "\"unfurl_media\":false");
        });
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    void discord_mentions_nobody_and_reads_no_markdown(Scene scene) {
        sent("discord", scene);

        var body = (JsonObject)
                Wire.read(Objects.requireNonNull(web.calls().getLast().body()));
        assertThat(Wire.written(body.extractNode("allowed_mentions"))).isEqualTo("{\"parse\":[]}");
        if (scene == Scene.HOSTILE) {
            assertThat(Wire.written(body))
                    .doesNotContainPattern("(?<!\\\\)[@<>*`~|]")
                    .doesNotContain("https://");
        }
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    void slack_and_discord_and_teams_keep_to_their_limits(Scene scene) {
        sent("slack", scene);
        var slack = (JsonObject)
                Wire.read(Objects.requireNonNull(web.calls().getLast().body()));
        assertThat(slack.extract("text").length()).isLessThanOrEqualTo(3_000);
        assertThat(Wire.written(slack).length()).isLessThan(13_000);

        sent("discord", scene);
        var embed = ((JsonArray) ((JsonObject) Wire.read(
                                Objects.requireNonNull(web.calls().getLast().body())))
                        .extractNode("embeds"))
                .elements()
                .getFirst();
        assertThat(Wire.written(embed).length()).isLessThan(6_000 + 2_000); // with the names of its parts
        var fields = (JsonArray) ((JsonObject) embed).extractNode("fields");
        assertThat(fields.size()).isLessThanOrEqualTo(25);
        fields.elements().forEach(field -> {
            assertThat(((JsonObject) field).extract("value").length()).isBetween(1, 1_024);
            assertThat(((JsonObject) field).extract("name").length()).isBetween(1, 256);
        });

        sent("teams", scene);
        assertThat(Objects.requireNonNull(web.calls().getLast().body()).length())
                .isLessThan(28_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slack", "discord", "teams", "pushover", "webhook", "incident-io"})
    void no_secret_is_in_an_answer(String channel) {
        var known = new ArrayList<String>(
                Map.of("a", "xoxb-of-the-bot", "b", "of-the-").values());
        web.answering(
                call -> TestingWeb.answer(400, call.uri() + " " + call.headers() + " " + call.body() + " refused"));

        var answer = sender(channel).send(Event.TRIGGER, TestingMessages.page(), TIMEOUT);

        assertThat(answer).isInstanceOf(Answer.Refused.class);
        assertThat(answer.text()).doesNotContain(known.toArray(String[]::new));
        assertThat(web.calls()).allSatisfy(call -> assertThat(call.toString()).doesNotContain("of-the-"));
    }
}
