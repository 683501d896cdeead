package tocsin.local.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tocsin.aws.HttpWeb;
import tocsin.config.ChatHook;
import tocsin.config.Pushover;
import tocsin.config.Secret;
import tocsin.config.Severity;
import tocsin.config.SlackChannel;
import tocsin.config.Webhook;
import tocsin.local.http.Site;
import tocsin.page.Answer;
import tocsin.page.Channel;
import tocsin.page.Channels;
import tocsin.page.Event;
import tocsin.page.Message;
import tocsin.page.PageRef;
import tocsin.page.Seen;
import tocsin.page.Web;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;

/** Each channel over HTTP, against what stands in for it with its limits. */
class ChannelsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Message PAGE =
            Message.of("api-42", "prod/api", Severity.P0, "tocsin-prod/api-42-1", "P0 api-42 all", Map.of("a", "b"));
    private static final String BODY =
            "{\"title\":\"${page.title}\",\"status\":\"${page.status}\"," + "\"deduplication_key\":\"${page.key}\"}";

    private final SlackStandIn slack = new SlackStandIn();
    private final DiscordHookStandIn discord = new DiscordHookStandIn();
    private final TeamsStandIn teams = new TeamsStandIn();
    private final PushoverStandIn pushover = new PushoverStandIn();
    private final AlertSourceStandIn alerts = new AlertSourceStandIn();
    private final Site site = new Site(this::answer, 0);
    private final TestingPorts ports;
    private final Channels channels;

    ChannelsTest() throws IOException {
        ports = new TestingPorts(
                NOON,
                TestingProduct.chatting(new tocsin.config.Channels(
                        null,
                        new SlackChannel(
                                "#valine-ops",
                                secret("slack"),
                                null,
                                site.at("/slack").toString()),
                        new ChatHook(secret("discord")),
                        new ChatHook(secret("teams")),
                        new Webhook(site.at("/alerts").toString(), null, null, secret("source"), BODY, BODY),
                        new Pushover(
                                secret("pushover"),
                                "https://api.example.com/hooks/pushover",
                                site.at("/pushover/1").toString()),
                        null)));
        var web = new HttpWeb();
        ports.web.answering(web::send);
        ports.secrets.set("tocsin/slack", "xoxb-of-the-bot");
        ports.secrets.set("tocsin/discord", site.at(DiscordHookStandIn.PATH).toString());
        ports.secrets.set("tocsin/teams", site.at("/teams?sig=of-the-workflow").toString());
        ports.secrets.set("tocsin/source", "of-the-source");
        ports.secrets.set("tocsin/pushover", "of-the-application");
        ports.secrets.set("tocsin/owner", "of-the-owner");
        channels = new Channels(ports);
    }

    private static Secret secret(String name) {
        return new Secret("tocsin/" + name);
    }

    private Web.Answer answer(Web.Call call) {
        var path = call.uri().getPath();
        if (path.startsWith("/slack/")) {
            return slack.apply(call);
        }
        if (path.startsWith("/pushover/")) {
            return pushover.apply(call);
        }
        return switch (path) {
            case "/teams" -> teams.apply(call);
            case "/alerts" -> alerts.apply(call);
            default -> discord.apply(call);
        };
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private Answer send(Channel channel, Event event, Message message, @Nullable String handle) {
        return channels.of(ref(channel)).send(event, message, handle, TIMEOUT);
    }

    private static PageRef ref(Channel channel) {
        return channel == Channel.PUSHOVER
                ? new PageRef(1, "backup-1", "owner", channel)
                : new PageRef(0, "chat", PageRef.TEAM, channel);
    }

    private @Nullable String open(Channel channel) {
        return send(channel, Event.TRIGGER, PAGE, null) instanceof Answer.Confirmed confirmed
                ? confirmed.handle()
                : "not confirmed";
    }

    @Test
    void slack_shows_one_message_that_is_edited_and_the_story_below_it() {
        var handle = open(Channel.SLACK);
        send(Channel.SLACK, Event.ACKNOWLEDGE, PAGE.withNews(List.of("ann has it")), handle);
        send(Channel.SLACK, Event.RESOLVE, PAGE, handle);

        assertThat(slack.messages())
                .containsExactly(
                        new SlackStandIn.Message("1769999532.000001", "", "Resolved: P0 api-42 all", 2),
                        new SlackStandIn.Message("1769999532.000002", "1769999532.000001", "ann has it", 0));
    }

    @Test
    void discord_shows_one_message_that_is_edited() {
        var handle = open(Channel.DISCORD);
        send(Channel.DISCORD, Event.ACKNOWLEDGE, PAGE, handle);
        send(Channel.DISCORD, Event.RESOLVE, PAGE, handle);

        assertThat(discord.messages())
                .containsExactly(new DiscordHookStandIn.Message("2001", "Resolved: P0 api-42 all", 2));
    }

    @Test
    void what_somebody_deleted_is_written_anew() {
        var inSlack = open(Channel.SLACK);
        var inDiscord = open(Channel.DISCORD);
        slack.delete("1769999532.000001");
        discord.delete("2001");

        send(Channel.SLACK, Event.RESOLVE, PAGE, inSlack);
        send(Channel.DISCORD, Event.RESOLVE, PAGE, inDiscord);

        assertThat(slack.messages()).extracting(SlackStandIn.Message::text).containsExactly("Resolved: P0 api-42 all");
        assertThat(discord.messages())
                .extracting(DiscordHookStandIn.Message::title)
                .containsExactly("Resolved: P0 api-42 all");
    }

    @Test
    void teams_gets_a_card_each_time() {
        open(Channel.TEAMS);
        send(Channel.TEAMS, Event.RESOLVE, PAGE, null);

        assertThat(teams.cards()).containsExactly("P0 api-42 all", "Resolved: P0 api-42 all");
    }

    @Test
    void pushover_rings_until_somebody_acknowledges_or_it_is_ended() {
        var acknowledged = String.valueOf(open(Channel.PUSHOVER));
        var sender = channels.of(ref(Channel.PUSHOVER));
        assertThat(sender.look(acknowledged, TIMEOUT)).isEqualTo(new Seen.Rings());
        var callback = pushover.acknowledge(acknowledged).orElseThrow();
        assertThat(sender.look(acknowledged, TIMEOUT)).isEqualTo(new Seen.Acknowledged("owner"));
        assertThat(callback.url()).startsWith("https://api.example.com/hooks/pushover?page=tocsin-prod%2Fapi-42-1");

        var ended = open(Channel.PUSHOVER);
        send(Channel.PUSHOVER, Event.RESOLVE, PAGE, ended);
        open(Channel.PUSHOVER);
        send(Channel.PUSHOVER, Event.RESOLVE, PAGE, null); // its receipt never came
        assertThat(pushover.ringing())
                .extracting(PushoverStandIn.Ringing::state)
                .containsExactly(
                        PushoverStandIn.State.ACKNOWLEDGED,
                        PushoverStandIn.State.CANCELLED,
                        PushoverStandIn.State.CANCELLED);
    }

    @Test
    void an_alert_source_of_incident_io_knows_one_alert_that_fires_and_is_resolved() {
        open(Channel.WEBHOOK);
        assertThat(alerts.alerts()).containsOnly(Map.entry("tocsin-prod/api-42-1", "firing P0 api-42 all"));

        send(Channel.WEBHOOK, Event.RESOLVE, PAGE, null);
        assertThat(alerts.alerts()).containsOnly(Map.entry("tocsin-prod/api-42-1", "resolved P0 api-42 all"));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PAGERDUTY", "MAIL", "SMS", "STATUS", "NOTICE"})
    void whatever_comes_from_outside_keeps_to_its_limits(Channel channel) {
        var details = new LinkedHashMap<String, String>();
        for (var number = 0; number < 100; number++) {
            details.put(
                    "detail " + number + " & <x> *".repeat(number % 9 * 30), "<&>*_\uD83D\uDD25\\\"\n".repeat(3_000));
        }
        var hostile = Message.of(
                "api-42", "prod/api", null, "tocsin-prod/api-42-1", "<!channel> @everyone & * ".repeat(500), details);

        assertThat(send(channel, Event.TRIGGER, hostile, null)).isInstanceOf(Answer.Confirmed.class);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PAGERDUTY", "MAIL", "SMS", "WEBHOOK", "STATUS", "NOTICE"})
    void who_is_not_there_is_asked_again_later(Channel channel) {
        for (var status : List.of(429, 503)) {
            slack.outage(status);
            discord.outage(status);
            teams.outage(status);
            pushover.outage(status);
            assertThat(send(channel, Event.TRIGGER, PAGE, null)).isInstanceOf(Answer.Later.class);
        }
    }

    @Test
    void the_stand_ins_refuse_what_is_too_long_or_mentions_somebody() {
        assertThat(asked(
                        "/slack/chat.postMessage",
                        "{\"channel\":\"#valine-ops\",\"blocks\":[{\"type\":\"header\","
                                + "\"text\":{\"type\":\"plain_text\",\"text\":\"" + "x".repeat(151) + "\"}}]}"))
                .contains("invalid_blocks");
        assertThat(asked("/slack/chat.update", "{\"channel\":\"#valine-ops\",\"text\":\"x\"}"))
                .contains("channel_not_found");
        assertThat(asked(DiscordHookStandIn.PATH, "{\"embeds\":[{\"title\":\"x\"}],\"allowed_mentions\":{}}"))
                .contains("whoever is named is mentioned");
        assertThat(asked(
                        DiscordHookStandIn.PATH,
                        "{\"embeds\":[{\"title\":\"" + "x".repeat(257) + "\"}],\"allowed_mentions\":{\"parse\":[]}}"))
                .contains("256 or fewer");
        assertThat(asked("/pushover/1/messages.json", "token=t&user=u&message=m&priority=2&retry=20&expire=60"))
                .contains("retry or expire is invalid");
        assertThat(asked("/teams?sig=x", "{\"attachments\":[],\"x\":\"" + "x".repeat(30_000) + "\"}"))
                .startsWith("413");
    }

    private String asked(String path, String body) {
        var headers = new TreeMap<String, String>();
        headers.put("authorization", "Bearer xoxb-x");
        URI at = site.at(path);
        var answer = ports.web.send(new Web.Call("POST", at, headers, body, TIMEOUT));
        return answer.status() + " " + answer.body();
    }
}
