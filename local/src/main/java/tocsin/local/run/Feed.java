package tocsin.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tocsin.local.queue.DiskQueue;

/** Takes a payload as it was found somewhere, and puts it where AWS would have. */
public final class Feed {
    private final Optional<Topic> topic;
    private final Bus bus;
    private final Optional<AsyncInvocations> alarmAction;
    private final DiskQueue alarms;

    /** Where one message of a payload went. */
    public record Sent(Way way, String said) {}

    /** The ways in. */
    public enum Way {
        TOPIC,
        BUS,
        FUNCTION,
        QUEUE
    }

    /**
     * @param topic to which alarms are published
     * @param alarmAction the function that an alarm may name as its action
     * @param alarms the queue that takes everything else
     */
    public Feed(Optional<Topic> topic, Bus bus, Optional<AsyncInvocations> alarmAction, DiskQueue alarms) {
        this.topic = topic;
        this.bus = bus;
        this.alarmAction = alarmAction;
        this.alarms = alarms;
    }

    /** Once this returns, what was sent is on disk. */
    public List<Sent> send(String payload) {
        var json = Json.read(payload);
        var records = json.path("Records");
        if (records.isArray() && !records.isEmpty() && all(records, Feed::isRecord)) {
            List<Sent> sent = new ArrayList<>();
            records.forEach(item -> sent.add(record(item, payload)));
            return sent;
        }
        return List.of(single(json, payload));
    }

    private static boolean all(JsonNode array, Predicate<JsonNode> condition) {
        for (var item : array) {
            if (!condition.test(item)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRecord(JsonNode item) {
        return isSns(item)
                || (is(item, "eventSource", "aws:sqs") && item.path("body").isTextual());
    }

    private static boolean isSns(JsonNode item) {
        return is(item, "EventSource", "aws:sns") && item.path("Sns").isObject();
    }

    private Sent record(JsonNode item, String payload) {
        if (isSns(item)) {
            return published(item.get("Sns"), payload);
        }
        // SQS takes no empty message: then the record itself is what somebody should see
        var body = item.path("body").textValue();
        return queued(body.isEmpty() ? payload : body);
    }

    private Sent single(JsonNode json, String payload) {
        if (json.path("detail-type").isTextual() && json.path("source").isTextual()) {
            var matched = bus.put(payload);
            return new Sent(Way.BUS, matched.isEmpty() ? "no rule matches" : "matched " + String.join(", ", matched));
        }
        if (json.path("alarmData").isObject() && json.path("alarmArn").isTextual()) {
            return alarmAction
                    .map(function -> new Sent(Way.FUNCTION, "request " + function.invoke(payload)))
                    .orElseGet(() -> queued(payload));
        }
        if (is(json, "Type", "Notification") && json.path("TopicArn").isTextual() && json.has("Message")) {
            return published(json, payload);
        }
        return queued(payload);
    }

    private Sent published(JsonNode notification, String payload) {
        return topic.map(to -> new Sent(Way.TOPIC, "message " + to.publish(notification)))
                .orElseGet(() -> queued(payload));
    }

    private Sent queued(String text) {
        alarms.send(text);
        return new Sent(Way.QUEUE, "as text");
    }

    private static boolean is(JsonNode json, String name, String value) {
        return value.equals(json.path(name).textValue());
    }
}
