package tocsin.page;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonObject;
import io.avaje.json.node.JsonString;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.SignedCall;
import tocsin.config.Secret;
import tocsin.config.Secrets;
import tocsin.config.Webhook;

/**
 * Whatever else takes alerts by HTTP: a body for one that is firing and one for one that is resolved, both with the
 * same key, signed or with a token.
 */
final class Hook implements Sender {
    private static final Pattern PLACE = Pattern.compile("\\$\\{page\\.([a-z-]+)}");
    private static final int LONGEST_TEXT = 10_000;
    private static final String PUNCTUATION = "\\`*_{}[]()<>#+!|~@:&";

    private static final String OWN = "{\"status\":\"${page.status}\",\"key\":\"${page.key}\","
            + "\"title\":\"${page.title}\",\"severity\":\"${page.severity}\",\"service\":\"${page.service}\","
            + "\"incident\":\"${page.incident}\",\"details\":\"${page.details}\",\"url\":\"${page.url}\"}";

    private final Asking asking;
    private final Webhook hook;
    private final InstantSource clock;
    private final BiFunction<Event, Message, JsonNode> body;

    Hook(Web web, Secrets secrets, Webhook hook, InstantSource clock) {
        this(web, secrets, hook, clock, (event, message) -> body(hook, event, message));
    }

    /** @param body what is sent */
    Hook(Web web, Secrets secrets, Webhook hook, InstantSource clock, BiFunction<Event, Message, JsonNode> body) {
        asking = new Asking("the webhook", web, secrets);
        this.hook = hook;
        this.clock = clock;
        this.body = body;
    }

    @Override
    public Answer send(Event event, Message message, @Nullable String handle, Duration timeout) {
        var written = Wire.written(body.apply(event, message));
        return secret(hook.address(), hook.url(), url -> {
            var address = Asking.address(url);
            if (address.isEmpty()) {
                return asking.noAddress();
            }
            return secret(
                    hook.bearer(),
                    "",
                    bearer -> secret(hook.secret(), "", secret -> {
                        var call =
                                new Web.Call("POST", address.get(), headers(written, bearer, secret), written, timeout);
                        return asking.trying(
                                url, () -> read(asking.send(call), hook.address() == null ? "" : url, bearer));
                    }));
        });
    }

    private Answer secret(@Nullable Secret secret, @Nullable String otherwise, Function<String, Answer> ask) {
        return secret == null ? ask.apply(otherwise == null ? "" : otherwise) : asking.with(secret, ask);
    }

    private Answer read(Web.Answer answer, String url, String bearer) {
        return Asking.isSuccess(answer)
                ? new Answer.Confirmed(asking.text(answer, url, bearer))
                : asking.failed(answer, url, bearer);
    }

    private Map<String, String> headers(String body, String bearer, String secret) {
        var headers = new TreeMap<String, String>();
        headers.put("content-type", "application/json");
        headers.put("user-agent", "Tocsin");
        if (!bearer.isEmpty()) {
            headers.put("authorization", "Bearer " + bearer);
        }
        if (!secret.isEmpty()) {
            headers.put(SignedCall.HEADER, SignedCall.header(body, secret, clock.instant()));
        }
        return headers;
    }

    private static JsonNode body(Webhook hook, Event event, Message message) {
        var template = event == Event.RESOLVE ? hook.resolved() : hook.firing();
        return filled(Wire.read(template == null ? OWN : template), values(event, message));
    }

    private static Map<String, String> values(Event event, Message message) {
        var card = Card.of(event, message);
        var values = new TreeMap<String, String>();
        values.put("status", event == Event.RESOLVE ? "resolved" : "firing");
        values.put("key", message.key());
        values.put("title", Cleaned.line(message.summary(), 1_000));
        values.put(
                "severity", message.severity() == null ? "" : message.severity().name());
        values.put("service", Cleaned.line(message.service(), 200));
        values.put("incident", Cleaned.line(message.incident(), 200));
        values.put("details", Cleaned.lines(card.lines(), LONGEST_TEXT));
        values.put("markdown", markdown(card.lines()));
        values.put("url", card.links().isEmpty() ? "" : card.links().getFirst().url());
        return values;
    }

    /** For whoever reads Markdown in it: so that nothing in it is. */
    private static String markdown(String lines) {
        return Escaping.escaped(
                        lines,
                        LONGEST_TEXT,
                        (text, at) ->
                                (PUNCTUATION.indexOf(text.charAt(at)) < 0 ? "" : "\\") + Escaping.letter(text, at))
                .replace("\n", "  \n"); // a line stays a line
    }

    /** The template with its places filled: a text stays one text, whatever is put into it. */
    private static JsonNode filled(JsonNode template, Map<String, String> values) {
        return switch (template) {
            case JsonObject object -> {
                var filled = JsonObject.create();
                object.elements().forEach((name, value) -> filled.add(name, filled(value, values)));
                yield filled;
            }
            case JsonArray array -> {
                var filled = JsonArray.create();
                array.elements().forEach(value -> filled.add(filled(value, values)));
                yield filled;
            }
            case JsonString text ->
                JsonString.of(PLACE.matcher(text.text())
                        .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), ""))));
            default -> template;
        };
    }
}
