package tocsin.local.chat;

import io.avaje.json.node.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tocsin.config.Configuration;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.config.Secrets;
import tocsin.local.pagerduty.PagerDutyStandIn;
import tocsin.page.Cleaned;
import tocsin.page.Web;

/**
 * The channels of a configuration on a machine that does not know their secrets: each is stood in for, and what it would
 * show is printed. What has a secret here is the real one, and is left alone. Nothing that carries a pretended secret
 * leaves the machine.
 */
public final class Pretended {
    /** Part of every pretended secret that goes out with a call, and of no real one. */
    private static final String MARK = "pretendedbytocsin";

    private static final int LONGEST = 400;
    private static final String ROUTING_KEY = MARK + "0".repeat(15);

    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, Function<Web.Call, Web.Answer>> sites = new TreeMap<>();
    private final Consumer<String> printer;

    public Pretended(Configuration configuration, InstantSource clock, Consumer<String> printer) {
        this.printer = printer;
        var pagerDuty = new PagerDutyStandIn();
        var channels = configuration.channels();
        sites.put("events.pagerduty.com", call -> {
            var reply = pagerDuty.enqueue(String.valueOf(call.body()), clock.instant());
            return new Web.Answer(reply.status(), new TreeMap<>(), reply.body());
        });
        sites.put(
                "slack.com",
                new SlackStandIn(
                        channels.slack() == null ? "" : channels.slack().to()));
        sites.put("discord.com", new DiscordHookStandIn());
        sites.put("teams." + MARK + ".example", new TeamsStandIn());
        sites.put("api.pushover.net", new PushoverStandIn());
        var pager = configuration.pager();
        if (pager != null && pager.url() == null) {
            values.put(pager.key().name(), ROUTING_KEY);
        }
        if (channels.slack() != null && channels.slack().url() == null) {
            values.put(channels.slack().token().name(), "xoxb-" + MARK);
        }
        if (channels.discord() != null) {
            values.put(channels.discord().address().name(), "https://discord.com" + DiscordHookStandIn.PATH);
        }
        if (channels.teams() != null) {
            values.put(channels.teams().address().name(), "https://teams." + MARK + ".example/workflows/1");
        }
        var webhook = channels.webhook();
        if (webhook != null && webhook.address() != null) {
            put(webhook.address(), "https://" + MARK + ".example/in");
            Optional.ofNullable(webhook.secret()).ifPresent(secret -> put(secret, MARK));
        }
        if (webhook != null && webhook.bearer() != null) {
            put(webhook.bearer(), MARK);
        }
        var pushover = channels.pushover();
        if (pushover != null && pushover.url() == null) {
            put(pushover.token(), MARK);
        }
        var maintenance = configuration.maintenance();
        var statusPage = maintenance == null ? null : maintenance.statusPage();
        if (statusPage != null && statusPage.address() != null) {
            put(statusPage.address(), "https://status." + MARK + ".example/in");
            Optional.ofNullable(statusPage.secret()).ifPresent(secret -> put(secret, MARK));
        }
        Optional.ofNullable(maintenance)
                .flatMap(told -> Optional.ofNullable(told.users()))
                .ifPresent(users -> put(users.to(), "arn:aws:sns:us-west-2:111122223333:pretended-users"));
        Stream.concat(
                        Stream.ofNullable(channels.mail()),
                        configuration.people().stream().flatMap(person -> person.reach().stream()))
                .filter(reach -> reach.kind() != Reach.Kind.PUSHOVER || pushover != null && pushover.url() == null)
                .forEach(reach -> put(reach.to(), value(reach.kind())));
    }

    private void put(Secret secret, String value) {
        values.putIfAbsent(secret.name(), value);
    }

    private static String value(Reach.Kind kind) {
        return switch (kind) {
            case PUSHOVER -> MARK;
            case SMS -> "+15555550100";
            case MAIL -> "arn:aws:sns:us-west-2:111122223333:pretended-mail";
        };
    }

    /** The secrets of this machine; where it has none of a channel, a pretended one. */
    public Secrets secrets(Secrets real, Predicate<String> known) {
        return name -> {
            var pretended = values.get(name);
            return pretended == null || known.test(name) ? real.secret(name) : pretended;
        };
    }

    /** The outside; what carries a pretended secret stays here. */
    public Web web(Web real) {
        return call -> isPretended(call) ? answer(call) : real.send(call);
    }

    private static boolean isPretended(Web.Call call) {
        return (call.uri() + String.valueOf(call.body()) + call.headers().getOrDefault("authorization", ""))
                        .contains(MARK)
                || call.uri().toString().contains(DiscordHookStandIn.PATH);
    }

    private Web.Answer answer(Web.Call call) {
        var host = String.valueOf(call.uri().getHost());
        var answer = sites.getOrDefault(host, all -> new Web.Answer(202, new TreeMap<>(), ""))
                .apply(call);
        var path = call.uri().getPath();
        if (answer.status() >= 200 && answer.status() < 300 && !call.method().equals("GET")) {
            printer.accept(Cleaned.line(said(host, path, call), LONGEST));
        }
        return answer;
    }

    private static String said(String host, String path, Web.Call call) {
        var body = Replies.object(call);
        return switch (host) {
            case "events.pagerduty.com" ->
                "PagerDuty (pretended), " + Replies.text(body, "event_action") + ": "
                        + or(Replies.text(body, "payload.summary"), Replies.text(body, "dedup_key"));
            case "slack.com" ->
                "Slack (pretended), " + Replies.text(body, "channel")
                        + (Replies.text(body, "thread_ts").isEmpty() ? "" : ", in the thread")
                        + (path.endsWith("chat.update") ? ", edited" : "") + ": " + Replies.text(body, "text");
            case "discord.com" ->
                "Discord (pretended)" + (call.method().equals("PATCH") ? ", edited" : "") + ": "
                        + Replies.objects(body, "embeds").stream()
                                .findFirst()
                                .map(embed -> Replies.text(embed, "title"))
                                .orElse("");
            case "api.pushover.net" ->
                path.endsWith("/messages.json")
                        ? "Pushover (pretended) rings: " + field(String.valueOf(call.body()), "title")
                        : "Pushover (pretended) rings no more";
            default ->
                host.startsWith("teams.")
                        ? "Teams (pretended): " + card(body)
                        : (host.startsWith("status.") ? "status page (pretended): " : "webhook (pretended): ")
                                + call.body();
        };
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    private static String card(JsonObject body) {
        return Replies.objects(body, "attachments").stream()
                .flatMap(attachment -> Replies.objects(Replies.part(attachment, "content"), "body").stream())
                .flatMap(block -> Replies.objects(block, "inlines").stream())
                .findFirst()
                .map(inline -> Replies.text(inline, "text"))
                .orElse("");
    }

    private static String field(String form, String name) {
        return Stream.of(form.split("&", -1))
                .filter(field -> field.startsWith(name + "="))
                .findFirst()
                .map(field -> URLDecoder.decode(field.substring(name.length() + 1), StandardCharsets.UTF_8))
                .orElse("");
    }
}
