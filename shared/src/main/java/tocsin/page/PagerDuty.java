package tocsin.page;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.config.Pager;
import tocsin.config.Secrets;
import tocsin.config.Severity;

/** PagerDuty by its Events API v2. The same key again is the same alert, so a repeat rings nobody twice. */
public final class PagerDuty implements Sender {
    private static final String OWN_URL = "https://events.pagerduty.com/v2/enqueue";
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();

    private static final int ACCEPTED = 202;
    private static final int INVALID = 400;
    private static final int TOO_MANY = 429;

    /** PagerDuty's own advice after a 429 that does not say how long. */
    private static final Duration REST = Duration.ofSeconds(30);

    private static final int LONGEST_SUMMARY = 1_024;
    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_DETAIL = 10_000;

    /** In all: with at most 4 bytes a character, far from the 512 KB at which PagerDuty refuses an event. */
    private static final int DETAILS_IN_ALL = 100_000;

    private static final int MOST_DETAILS = 100;

    private final Web web;
    private final Secrets secrets;
    private final Pager pager;
    private final String product;

    public PagerDuty(Web web, Secrets secrets, Pager pager, String product) {
        this.web = web;
        this.secrets = secrets;
        this.pager = pager;
        this.product = product;
    }

    @Override
    public Answer send(Event event, Message message, @Nullable String handle, Duration timeout) {
        String key;
        try {
            key = secrets.secret(pager.key().name());
        } catch (PortFailure failure) {
            return new Answer.Later("the routing key cannot be read: " + failure.getMessage(), null);
        }
        try {
            var answer = read(web.send(call(body(event, message, key), timeout)), key);
            // That it has an alert of the key; of an acknowledgement it is told so too where it has none.
            return event == Event.TRIGGER && answer instanceof Answer.Confirmed confirmed
                    ? new Answer.Confirmed(confirmed.text(), key(message.key()))
                    : answer;
        } catch (PortFailure failure) {
            return switch (failure.kind()) {
                case UNCLEAR -> new Answer.Unclear("PagerDuty gave no answer: " + failure.getMessage());
                case REFUSED -> new Answer.Refused("not sent to PagerDuty: " + failure.getMessage());
                case THROTTLED, CONFLICT, UNAVAILABLE ->
                    new Answer.Later("PagerDuty is not there: " + failure.getMessage(), null);
            };
        }
    }

    private Web.Call call(String body, Duration timeout) {
        var url = pager.url() == null ? OWN_URL : pager.url();
        return new Web.Call("POST", URI.create(url), Map.of("content-type", "application/json"), body, timeout);
    }

    private static Answer read(Web.Answer answer, String key) {
        var text = "PagerDuty: " + answer.status() + " " + Cleaned.line(Veiled.text(answer.body(), key), 300);
        return switch (answer.status()) {
            case ACCEPTED -> new Answer.Confirmed(text);
            case INVALID -> new Answer.Refused(text);
            case TOO_MANY -> {
                var wait = RetryAfter.of(answer);
                yield new Answer.Later(text, wait == null ? REST : wait);
            }
            // Whatever else answers is not PagerDuty's own no: a proxy, or a fault that passes.
            default -> new Answer.Later(text, RetryAfter.of(answer));
        };
    }

    private String body(Event event, Message message, String routingKey) {
        var body = JsonObject.create()
                .add("routing_key", routingKey)
                .add("event_action", word(event))
                .add("dedup_key", key(message.key()));
        if (event == Event.TRIGGER) {
            body.add("client", "Tocsin").add("payload", payload(message)).add("links", links(message));
        }
        return JSON.toJson(body);
    }

    private JsonObject payload(Message message) {
        return JsonObject.create()
                .add("summary", summary(message))
                .add("source", Cleaned.line(message.service(), LONGEST_SUMMARY))
                .add("severity", severity(message.severity()))
                .add("component", Cleaned.line(message.service(), LONGEST_SUMMARY))
                .add("group", Cleaned.line(product, LONGEST_SUMMARY))
                .add("class", "incident")
                .add("custom_details", details(message));
    }

    private static String summary(Message message) {
        var summary = Cleaned.line(message.summary(), LONGEST_SUMMARY);
        return summary.isEmpty() ? Cleaned.line(message.incident(), LONGEST_SUMMARY) : summary;
    }

    private static JsonObject details(Message message) {
        var details = JsonObject.create();
        var left = DETAILS_IN_ALL;
        for (var detail : message.details().entrySet()) {
            var name = Cleaned.line(detail.getKey(), 200);
            var value = Cleaned.lines(detail.getValue(), LONGEST_DETAIL);
            left -= name.length() + value.length();
            if (left < 0 || details.size() == MOST_DETAILS) {
                details.add("more", "is in the incident's story");
                break;
            }
            details.add(name, value);
        }
        return details;
    }

    /** Ours alone: an address that came from outside stays text. */
    private static JsonArray links(Message message) {
        var links = JsonArray.create();
        Card.of(Event.TRIGGER, message)
                .links()
                .forEach(link -> links.add(
                        JsonObject.create().add("href", link.url()).add("text", Cleaned.line(link.label(), 200))));
        return links;
    }

    private static String word(Event event) {
        return switch (event) {
            case TRIGGER -> "trigger";
            case ACKNOWLEDGE -> "acknowledge";
            case RESOLVE -> "resolve";
        };
    }

    private static String severity(@Nullable Severity severity) {
        return switch (severity) {
            case P0 -> "critical";
            case P1 -> "error";
            case P2 -> "warning";
            case P3 -> "info";
            case null -> "warning";
        };
    }

    /** A key that is too long is shortened so that it is still its own. */
    private static String key(String key) {
        if (key.length() <= LONGEST_KEY) {
            return key;
        }
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return key.substring(0, 180) + "#" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
