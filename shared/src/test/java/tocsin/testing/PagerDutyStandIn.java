package tocsin.testing;

import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import tocsin.page.Web;

/**
 * PagerDuty's Events API v2 as it behaves: one open alert a key, a trigger on a resolved key opens a new one, and an
 * acknowledgement or resolution without open alert is taken and dropped.
 */
public final class PagerDutyStandIn implements Function<Web.Call, Web.Answer> {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();
    private static final Pattern SEVERITY = Pattern.compile("critical|error|warning|info");

    private final List<Alert> alerts = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    /** Where an alert stands. */
    public enum State {
        TRIGGERED,
        ACKNOWLEDGED,
        RESOLVED
    }

    /**
     * One alert.
     *
     * @param rang how often somebody was rung: once, however often it was triggered again
     */
    public record Alert(String key, State state, String severity, String summary, int rang) {}

    /** Every alert that was ever opened, oldest first. */
    public synchronized List<Alert> alerts() {
        return List.copyOf(alerts);
    }

    /** What was asked so far, as "trigger KEY". */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** Somebody resolves it there. */
    public synchronized void resolve(String key) {
        move(key, State.RESOLVED);
    }

    @Override
    public synchronized Web.Answer apply(Web.Call call) {
        var body = call.body() == null ? null : JSON.fromJson(call.body());
        if (!(body instanceof JsonObject event)) {
            return answer(400, "invalid event");
        }
        var action = event.extract("event_action", "");
        var key = event.extract("dedup_key", "");
        requests.add(action + " " + key);
        if (event.extract("routing_key", "").length() != 32 || key.isEmpty() || key.length() > 255) {
            return answer(400, "invalid event");
        }
        return switch (action) {
            case "trigger" -> trigger(key, event);
            case "acknowledge" -> move(key, State.ACKNOWLEDGED);
            case "resolve" -> move(key, State.RESOLVED);
            default -> answer(400, "invalid event");
        };
    }

    private Web.Answer trigger(String key, JsonObject event) {
        var summary = event.extract("payload.summary", "");
        var severity = event.extract("payload.severity", "");
        var source =
                event.extractNodeOrEmpty("payload.source").map(JsonNode::text).orElse("");
        if (summary.isEmpty()
                || summary.length() > 1024
                || source.isEmpty()
                || !SEVERITY.matcher(severity).matches()) {
            return answer(400, "invalid event");
        }
        var open = open(key);
        if (open < 0) {
            alerts.add(new Alert(key, State.TRIGGERED, severity, summary, 1));
        } else {
            var alert = alerts.get(open);
            alerts.set(open, new Alert(key, alert.state(), severity, summary, alert.rang()));
        }
        return answer(202, "Event processed");
    }

    private Web.Answer move(String key, State to) {
        var open = open(key);
        if (open >= 0) {
            var alert = alerts.get(open);
            alerts.set(open, new Alert(key, to, alert.severity(), alert.summary(), alert.rang()));
        }
        return answer(202, "Event processed");
    }

    private int open(String key) {
        for (var position = 0; position < alerts.size(); position++) {
            var alert = alerts.get(position);
            if (alert.key().equals(key) && alert.state() != State.RESOLVED) {
                return position;
            }
        }
        return -1;
    }

    private static Web.Answer answer(int status, String message) {
        var body = JsonObject.create()
                .add("status", status == 202 ? "success" : "invalid event")
                .add("message", message);
        return new Web.Answer(status, Map.of(), JSON.toJson(body));
    }
}
