package tocsin.local.pagerduty;

import io.avaje.json.JsonException;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.util.List;

/** An event of the Events API v2, read as strictly as PagerDuty reads it. */
sealed interface EventIn {
    record Trigger(String routingKey, String key, String severity, String summary) implements EventIn {}

    record Acknowledge(String routingKey, String key) implements EventIn {}

    record Resolve(String routingKey, String key) implements EventIn {}

    /** Answered 400. */
    record Invalid(String because) implements EventIn {}

    int ROUTING_KEY = 32;
    int LONGEST_KEY = 255;
    int LONGEST_SUMMARY = 1024;
    int LARGEST = 512 * 1024;
    List<String> SEVERITIES = List.of("critical", "error", "warning", "info");

    static EventIn read(String body) {
        if (body.length() > LARGEST) {
            return new Invalid("the event is larger than 512 KB");
        }
        try {
            return JsonNodeMapper.builder().build().fromJson(body) instanceof JsonObject event
                    ? read(event)
                    : new Invalid("no JSON object");
        } catch (JsonException unreadable) {
            return new Invalid("not to be read as JSON");
        }
    }

    private static EventIn read(JsonObject event) {
        var routingKey = text(event, "routing_key");
        var key = text(event, "dedup_key");
        if (routingKey.length() != ROUTING_KEY) {
            return new Invalid("'routing_key' is not 32 characters");
        }
        if (key.length() > LONGEST_KEY) {
            return new Invalid("'dedup_key' is longer than 255 characters");
        }
        var action = text(event, "event_action");
        if (!action.equals("trigger") && key.isEmpty()) {
            return new Invalid("'dedup_key' is missing");
        }
        return switch (action) {
            case "trigger" -> trigger(event, routingKey, key);
            case "acknowledge" -> new Acknowledge(routingKey, key);
            case "resolve" -> new Resolve(routingKey, key);
            default -> new Invalid("'event_action' is none of trigger, acknowledge, resolve");
        };
    }

    private static EventIn trigger(JsonObject event, String routingKey, String key) {
        var summary = text(event, "payload.summary");
        var severity = text(event, "payload.severity");
        if (summary.isEmpty() || summary.length() > LONGEST_SUMMARY) {
            return new Invalid("'payload.summary' is missing or longer than 1024 characters");
        }
        if (text(event, "payload.source").isEmpty()) {
            return new Invalid("'payload.source' is missing");
        }
        return SEVERITIES.contains(severity)
                ? new Trigger(routingKey, key, severity, summary)
                : new Invalid("'payload.severity' is none of critical, error, warning, info");
    }

    private static String text(JsonObject event, String path) {
        return event.extractNodeOrEmpty(path).map(JsonNode::text).orElse("");
    }
}
