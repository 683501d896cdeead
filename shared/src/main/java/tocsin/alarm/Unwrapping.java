package tocsin.alarm;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonObject;
import io.avaje.json.node.JsonString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes off what a message was wrapped in on its way (SNS, SQS, Lambda's records, a failed invocation, lists, in any
 * order) and has each document within read. Whatever it meets gives an answer, so that nothing goes uncounted.
 */
final class Unwrapping {
    private static final int LONGEST = 8 * 1024 * 1024; // a Lambda event holds at most 6 MB
    private static final int DEPTH = 12; // every wrapping around every other is not as deep

    /** Where the wrappings hold what they wrap: a failed invocation, Lambda's events, SNS, SQS. */
    private static final List<String> CONTENTS =
            List.of("requestPayload", "Records", "Messages", "Sns", "Message", "body", "Body");

    private static final int MOST = 10_000; // the largest batch of SQS

    private final BiFunction<Fields, Sent, Received> documents;
    private final Instant now;
    private final List<Received> answers = new ArrayList<>();

    Unwrapping(BiFunction<Fields, Sent, Received> documents, Instant now) {
        this.documents = documents;
        this.now = now;
    }

    List<Received> answers(String payload) {
        open(payload, Sent.UNKNOWN, 0);
        return List.copyOf(answers);
    }

    private void open(String payload, Sent sent, int depth) {
        var text = payload.startsWith("\uFEFF") ? payload.substring(1).strip() : payload.strip();
        if (text.isEmpty()) {
            answer(new Received.NotAnAlarm("an empty message"));
        } else if (text.length() > LONGEST || depth > DEPTH) {
            answer(unreadable(text, text.length() > LONGEST ? "longer than 8 MB" : "wrapped too many times"));
        } else if (Json.startsIn(text)) {
            openJson(text, sent, depth);
        } else {
            answer(
                    Clues.in(text)
                            ? unreadable(text, "an alarm's words, but not JSON")
                            : new Received.NotAnAlarm("plain text"));
        }
    }

    private void openJson(String text, Sent sent, int depth) {
        var values = Json.values(text);
        if (values.isEmpty()) {
            answer(unreadable(text, "it begins like JSON and is broken"));
        }
        for (var value : values) {
            open(value, sent, depth + 1);
        }
    }

    private void open(JsonNode node, Sent sent, int depth) {
        switch (node) {
            case JsonObject object -> open(new Fields(object), sent, depth);
            case JsonArray array when array.isEmpty() -> answer(new Received.NotAnAlarm("an empty list"));
            case JsonArray array -> array.elements().forEach(element -> open(element, sent, depth));
            case JsonString string -> open(string.value(), sent, depth);
            default -> open(node.text(), sent, depth);
        }
    }

    private void open(Fields json, Sent sent, int depth) {
        var content = Clues.in(json) ? null : content(json); // an alarm is one, whatever else stands beside it
        if (content == null) {
            answer(documents.apply(json, sent));
        } else if (asksToConfirm(json)) {
            answer(new Received.NotAnAlarm("SNS asks to confirm a subscription or its end; nothing is visited"));
        } else {
            open(content, sent.at(time(json)).through(json.text("TopicArn")), depth + 1);
        }
    }

    private static @Nullable JsonNode content(Fields json) {
        return CONTENTS.stream().filter(json::has).findFirst().map(json::node).orElse(null);
    }

    private static boolean asksToConfirm(Fields json) {
        var type = json.text("Type");
        return type != null && type.endsWith("Confirmation");
    }

    /** When the wrapping says that it was sent. */
    private @Nullable Instant time(Fields json) {
        var queued = json.fields("attributes").text("SentTimestamp");
        return Timestamps.past(queued == null ? json.text("Timestamp") : queued, now);
    }

    private static Received unreadable(String text, String because) {
        return new Received.Unreadable(Clues.in(text), Clues.name(text), because);
    }

    private void answer(Received received) {
        if (answers.size() < MOST) {
            answers.add(received);
        } else {
            answers.set(
                    MOST - 1, new Received.Unreadable(true, null, "more than " + MOST + " messages in one payload"));
        }
    }
}
