package tocsin.testing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.state.Row;
import tocsin.state.Value;

/** What Lambda hands to a handler, in Lambda's own form, from what stands in memory. */
public final class LambdaEvents {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();

    private LambdaEvents() {}

    /** Calls a handler and gives its answer. */
    public static String call(RequestStreamHandler handler, String input, Context context) {
        var output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), output, context);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    /** A batch of a queue. */
    public static String batch(List<TestingQueues.Delivery> deliveries) {
        var records = JsonArray.create();
        for (var delivery : deliveries) {
            records.add(JsonObject.create()
                    .add("messageId", delivery.messageId())
                    .add("receiptHandle", delivery.receipt())
                    .add("body", delivery.body())
                    .add(
                            "attributes",
                            JsonObject.create()
                                    .add(
                                            "SentTimestamp",
                                            Long.toString(delivery.sentAt().toEpochMilli()))
                                    .add("ApproximateReceiveCount", Integer.toString(delivery.receives())))
                    .add("eventSource", "aws:sqs"));
        }
        return JSON.toJson(JsonObject.create().add("Records", records));
    }

    /** A batch of the table's stream; the sequence numbers count on from the first. */
    public static String stream(List<Change> changes, int first) {
        var records = JsonArray.create();
        for (var position = 0; position < changes.size(); position++) {
            var change = changes.get(position);
            var keys = JsonObject.create()
                    .add("pk", value(Value.of(change.key().pk())))
                    .add("sk", value(Value.of(change.key().sk())));
            var dynamodb = JsonObject.create()
                    .add("Keys", keys)
                    .add("SequenceNumber", Integer.toString(first + position))
                    .add("StreamViewType", "NEW_AND_OLD_IMAGES");
            image(dynamodb, "OldImage", change.before());
            image(dynamodb, "NewImage", change.after());
            records.add(JsonObject.create()
                    .add("eventID", "event-" + (first + position))
                    .add("eventName", change.before() == null ? "INSERT" : change.after() == null ? "REMOVE" : "MODIFY")
                    .add("eventSource", "aws:dynamodb")
                    .add("dynamodb", dynamodb));
        }
        return JSON.toJson(JsonObject.create().add("Records", records));
    }

    private static void image(JsonObject dynamodb, String name, @Nullable Row row) {
        if (row != null) {
            var image = JsonObject.create()
                    .add("pk", value(Value.of(row.key().pk())))
                    .add("sk", value(Value.of(row.key().sk())));
            row.attributes().forEach((attribute, value) -> image.add(attribute, value(value)));
            dynamodb.add(name, image);
        }
    }

    private static JsonObject value(Value value) {
        return switch (value) {
            case Value.Text(var text) -> JsonObject.create().add("S", text);
            case Value.Whole(var number) -> JsonObject.create().add("N", Long.toString(number));
        };
    }
}
