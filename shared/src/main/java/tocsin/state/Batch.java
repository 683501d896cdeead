package tocsin.state;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tocsin.alarm.Json;

/**
 * The messages of a queue as Lambda hands them over, and the answer that says which of them are to come again
 * (ReportBatchItemFailures).
 */
public record Batch(List<Item> items) {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();

    public Batch {
        items = List.copyOf(items);
    }

    /**
     * One message.
     *
     * @param sentAt when it was sent to the queue; 1970 where the event does not say so
     * @param receives how often it was received, this time included
     */
    public record Item(String id, String body, Instant sentAt, int receives, String receipt) {}

    /** The batch that a function's input holds, or empty where it is something else. */
    public static Optional<Batch> in(JsonObject input) {
        if (!(input.elements().get("Records") instanceof JsonArray records) || records.isEmpty()) {
            return Optional.empty();
        }
        var ours = records.elements().stream()
                .allMatch(
                        record -> record instanceof JsonObject one && "aws:sqs".equals(one.extract("eventSource", "")));
        return ours
                ? Optional.of(new Batch(records.elements().stream()
                        .map(JsonObject.class::cast)
                        .map(Batch::item)
                        .toList()))
                : Optional.empty();
    }

    /** A function's input as a tree; an empty one where it is no JSON object. */
    public static JsonObject tree(String input) {
        return Json.object(input.strip());
    }

    private static Item item(JsonObject record) {
        var sent = record.extract("attributes.SentTimestamp", "0");
        var receives = record.extract("attributes.ApproximateReceiveCount", "1");
        return new Item(
                record.extract("messageId", ""),
                record.extract("body", ""),
                Instant.ofEpochMilli(number(sent)),
                (int) number(receives),
                record.extract("receiptHandle", ""));
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /** The answer to Lambda: these messages stay in the queue, the others are done. */
    public static String failures(Collection<String> ids) {
        var failed = JsonArray.create();
        ids.forEach(id -> failed.add(JsonObject.create().add("itemIdentifier", id)));
        return JSON.toJson(JsonObject.create().add("batchItemFailures", failed));
    }
}
