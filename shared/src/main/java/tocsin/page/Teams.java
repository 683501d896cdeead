package tocsin.page;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import tocsin.config.ChatHook;
import tocsin.config.Secrets;

/**
 * Microsoft Teams by a workflow that posts the card that it gets. What was posted is not known afterwards: each change
 * is a card of its own, and a repeat after an unclear answer may stand there twice.
 */
final class Teams implements Sender {
    private static final String CARD = "application/vnd.microsoft.card.adaptive";
    private static final String SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json";

    /** Of the 28 KB that Teams takes, with room for what the workflow itself adds. */
    private static final int LARGEST = 24_000;

    private static final int LONGEST_LABEL = 75;
    private static final int LONGEST_VALUE = 3_000;

    private final Asking asking;
    private final ChatHook hook;

    Teams(Web web, Secrets secrets, ChatHook hook) {
        asking = new Asking("Teams", web, secrets);
        this.hook = hook;
    }

    @Override
    public Answer send(Event event, Message message, @Nullable String handle, Duration timeout) {
        return asking.with(
                hook.address(),
                secret -> Asking.address(secret)
                        .map(address -> post(address, secret, body(Card.of(event, message)), timeout))
                        .orElseGet(asking::noAddress));
    }

    private Answer post(URI address, String secret, String body, Duration timeout) {
        var headers = Collections.singletonMap("content-type", "application/json");
        var answer = asking.send(new Web.Call("POST", address, headers, body, timeout));
        return Asking.isSuccess(answer)
                ? new Answer.Confirmed(asking.text(answer, secret))
                : asking.failed(answer, secret);
    }

    private static String body(Card card) {
        var size = LARGEST;
        while (true) {
            var body = Wire.written(message(
                    card.within(size, fact -> fact.name().length() + value(fact).length())));
            if (body.getBytes(StandardCharsets.UTF_8).length <= LARGEST || size < 100) {
                return body;
            }
            size = size * 3 / 4;
        }
    }

    private static JsonObject message(Card card) {
        var body = JsonArray.create().add(title(card));
        card.facts().forEach(fact -> body.add(text(fact)));
        var actions = JsonArray.create();
        card.links()
                .forEach(link -> actions.add(JsonObject.create()
                        .add("type", "Action.OpenUrl")
                        .add("title", Cleaned.line(link.label(), LONGEST_LABEL))
                        .add("url", link.url())));
        var content = JsonObject.create()
                .add("$schema", SCHEMA)
                .add("type", "AdaptiveCard")
                .add("version", "1.4")
                .add("msteams", JsonObject.create().add("width", "Full"))
                .add("body", body)
                .add("actions", actions);
        var attachment = JsonObject.create().add("contentType", CARD).add("content", content);
        return JsonObject.create()
                .add("type", "message")
                .add("attachments", JsonArray.create().add(attachment));
    }

    private static JsonObject title(Card card) {
        var run = run(Cleaned.line(card.title(), 300))
                .add("size", "Large")
                .add("weight", "Bolder")
                .add(
                        "color",
                        switch (card.state()) {
                            case OPEN -> "Attention";
                            case ACKNOWLEDGED -> "Warning";
                            case RESOLVED -> "Good";
                        });
        return block(JsonArray.create().add(run));
    }

    /** Runs of text are shown letter by letter; a text block would read Markdown in it. */
    private static JsonObject text(Card.Fact fact) {
        return block(JsonArray.create()
                .add(run(fact.name() + "  ").add("weight", "Bolder"))
                .add(run(value(fact))));
    }

    private static String value(Card.Fact fact) {
        return Cleaned.lines(fact.value(), LONGEST_VALUE);
    }

    private static JsonObject run(String text) {
        return JsonObject.create().add("type", "TextRun").add("text", text);
    }

    private static JsonObject block(JsonArray inlines) {
        return JsonObject.create().add("type", "RichTextBlock").add("inlines", inlines);
    }
}
