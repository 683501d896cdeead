package tocsin.local.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import tocsin.local.run.Json;

/** Records of a stream as a function sees them. */
final class StreamEvent {
    private StreamEvent() {}

    static String of(List<ObjectNode> records) {
        var event = Json.object();
        records.forEach(event.putArray("Records")::add);
        return event.toString();
    }

    static ObjectNode record(Record from, String streamArn, String region) {
        var change = from.dynamodb();
        var record = Json.object()
                .put("eventID", from.eventID())
                .put("eventName", from.eventNameAsString())
                .put("eventVersion", from.eventVersion())
                .put("eventSource", "aws:dynamodb")
                .put("awsRegion", region);
        var dynamodb = record.putObject("dynamodb")
                .put(
                        "ApproximateCreationDateTime",
                        change.approximateCreationDateTime().getEpochSecond());
        put(dynamodb.putObject("Keys"), change.keys());
        if (change.hasNewImage()) {
            put(dynamodb.putObject("NewImage"), change.newImage());
        }
        if (change.hasOldImage()) {
            put(dynamodb.putObject("OldImage"), change.oldImage());
        }
        dynamodb.put("SequenceNumber", change.sequenceNumber())
                .put("SizeBytes", change.sizeBytes())
                .put("StreamViewType", change.streamViewTypeAsString());
        if (from.userIdentity() != null) {
            record.putObject("userIdentity")
                    .put("principalId", from.userIdentity().principalId())
                    .put("type", from.userIdentity().type());
        }
        return record.put("eventSourceARN", streamArn);
    }

    private static void put(ObjectNode into, Map<String, AttributeValue> attributes) {
        attributes.forEach((name, value) -> put(into.putObject(name), value));
    }

    private static void put(ObjectNode into, AttributeValue value) {
        switch (value.type()) {
            case S -> into.put("S", value.s());
            case N -> into.put("N", value.n());
            case BOOL -> into.put("BOOL", value.bool());
            case NUL -> into.put("NULL", value.nul());
            case B -> into.put("B", base64(value.b().asByteArray()));
            case SS -> value.ss().forEach(into.putArray("SS")::add);
            case NS -> value.ns().forEach(into.putArray("NS")::add);
            case BS -> value.bs().forEach(bytes -> into.withArray("BS").add(base64(bytes.asByteArray())));
            case M -> put(into.putObject("M"), value.m());
            case L -> {
                var list = into.putArray("L");
                value.l().forEach(item -> put(list.addObject(), item));
            }
            case UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("an attribute of no known type: " + value);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
