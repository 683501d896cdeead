package tocsin.hook;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import io.avaje.json.node.JsonString;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.Json;
import tocsin.config.Hook;

/** Reads what each watcher writes. */
public final class Form {
    /** Sentry says by it what a call is about. */
    private static final String RESOURCE = "sentry-hook-resource";

    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();

    /** Before this nothing happened: Go writes the year 1 where it knows no time. */
    private static final Instant FIRST =
            OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC).toInstant();

    /** Of the number of a time: a few signs can ask for one that takes minutes to work out. */
    private static final int LONGEST_NUMBER = 40;

    private Form() {}

    /** @param headers by lower-case name */
    public static Reading read(Hook.Form form, Map<String, String> headers, String body) {
        var values = Json.values(body.strip());
        if (values.size() != 1 || !(values.getFirst() instanceof JsonObject object)) {
            return new Reading.Unreadable("expected one JSON object");
        }
        return switch (form) {
            case TOCSIN -> ours(object);
            case SENTRY -> sentry(headers.getOrDefault(RESOURCE, ""), object);
            case GRAFANA, ALERTMANAGER -> alerts(object);
        };
    }

    private static Reading ours(JsonObject body) {
        var state = text(body, "state").orElse("");
        var title = text(body, "title").orElse("");
        var key = text(body, "key").orElse(title);
        if (!state.equals("firing") && !state.equals("resolved")) {
            return new Reading.Unreadable("state: expected firing or resolved");
        }
        if (key.isBlank() || title.isBlank() && state.equals("firing")) {
            return new Reading.Unreadable("title: expected what is wrong, and where it may change, a key");
        }
        return one(new Report(
                key,
                title.isBlank() ? key : title,
                state.equals("firing"),
                null,
                text(body, "service").orElse(null),
                text(body, "severity").orElse(null),
                text(body, "says").orElse(null)));
    }

    /** Alertmanager's version 4, and Grafana's, which is the same and more: a group, of which each alert stands. */
    private static Reading alerts(JsonObject body) {
        if (!(body.elements().get("alerts") instanceof JsonArray alerts)) {
            return new Reading.Unreadable("alerts: expected a list");
        }
        var reports = new ArrayList<Report>();
        for (var each : alerts.elements()) {
            if (!(each instanceof JsonObject alert)) {
                return new Reading.Unreadable("alerts: expected a list of objects");
            }
            var state = text(alert, "status").orElse("");
            var key = text(alert, "fingerprint").orElseGet(() -> labels(alert));
            if (!state.equals("firing") && !state.equals("resolved") || key.isEmpty()) {
                return new Reading.Unreadable(
                        "alerts: expected status firing or resolved, and labels or a fingerprint");
            }
            reports.add(alert(alert, key, state.equals("firing")));
        }
        return reports.isEmpty() ? new Reading.Ignored("no alert is in it") : new Reading.Reports(reports);
    }

    private static Report alert(JsonObject alert, String key, boolean firing) {
        var name = text(alert, "labels", "alertname").orElse("an alert without name");
        var summary = text(alert, "annotations", "summary");
        return new Report(
                key,
                summary.map(text -> name + ": " + text).orElse(name),
                firing,
                time(alert, firing ? "startsAt" : "endsAt"),
                text(alert, "labels", "service").orElse(null),
                text(alert, "labels", "severity").orElse(null),
                text(alert, "annotations", "description")
                        .or(() -> text(alert, "valueString"))
                        .orElse(null));
    }

    private static String labels(JsonObject alert) {
        return alert.elements().get("labels") instanceof JsonObject labels && !labels.isEmpty()
                ? JSON.toJson(labels)
                : "";
    }

    /** Its integrations: alerts on metrics, alerts on issues, and that an issue is resolved. */
    private static Reading sentry(String resource, JsonObject body) {
        var action = text(body, "action").orElse("");
        return switch (resource) {
            case "metric_alert" -> metric(action, body);
            case "event_alert" -> event(body);
            case "issue" -> issue(action, body);
            default -> new Reading.Ignored("nothing is done about this resource");
        };
    }

    private static Reading metric(String action, JsonObject body) {
        var firing = action.equals("critical") || action.equals("warning");
        if (!firing && !action.equals("resolved")) {
            return new Reading.Ignored("nothing is done about this action");
        }
        if (!(body.extractNodeOrEmpty("data.metric_alert").orElse(null) instanceof JsonObject alert)) {
            return new Reading.Unreadable("data.metric_alert: expected an object");
        }
        var key = text(alert, "alert_rule", "id").or(() -> text(alert, "id"));
        if (key.isEmpty()) {
            return new Reading.Unreadable("data.metric_alert.alert_rule.id: missing");
        }
        return one(new Report(
                "rule-" + key.get(),
                text(alert, "alert_rule", "name").or(() -> text(alert, "title")).orElse("a metric alert"),
                firing,
                time(alert, firing ? "date_detected" : "date_closed"),
                null,
                null,
                text(body, "data", "description_text").orElse(null)));
    }

    private static Reading event(JsonObject body) {
        if (!(body.extractNodeOrEmpty("data.event").orElse(null) instanceof JsonObject event)) {
            return new Reading.Unreadable("data.event: expected an object");
        }
        var key = text(event, "issue_id");
        if (key.isEmpty()) {
            return new Reading.Unreadable("data.event.issue_id: missing");
        }
        var received = time(event, "received"); // a telephone without network tells of what was long ago
        return one(new Report(
                "issue-" + key.get(),
                text(event, "title").orElse("an issue"),
                true,
                received == null ? time(event, "datetime") : received,
                null,
                null,
                text(event, "web_url").orElse(null)));
    }

    /** Only its end: of what begins an alert tells, by the team's own rules. */
    private static Reading issue(String action, JsonObject body) {
        if (!List.of("resolved", "ignored", "archived").contains(action)) {
            return new Reading.Ignored("an issue is told of by its alerts, and by its end");
        }
        if (!(body.extractNodeOrEmpty("data.issue").orElse(null) instanceof JsonObject issue)) {
            return new Reading.Unreadable("data.issue: expected an object");
        }
        var key = text(issue, "id");
        if (key.isEmpty()) {
            return new Reading.Unreadable("data.issue.id: missing");
        }
        return one(new Report(
                "issue-" + key.get(),
                text(issue, "title").orElse("an issue"),
                false,
                time(issue, "lastSeen"),
                null,
                null,
                null));
    }

    private static Reading one(Report report) {
        return new Reading.Reports(List.of(report));
    }

    /** The text or number at the end of a path. */
    private static Optional<String> text(JsonObject object, String... path) {
        @Nullable JsonNode node = object;
        for (var step : path) {
            node = node instanceof JsonObject inner ? inner.elements().get(step) : null;
        }
        return node == null || node instanceof JsonObject || node instanceof JsonArray
                ? Optional.empty()
                : Optional.of(node.text()).filter(text -> !text.isBlank());
    }

    /** As text with its zone, or in seconds since 1970; null where it is neither. */
    private static @Nullable Instant time(JsonObject object, String field) {
        var node = object.elements().get(field);
        try {
            if (node instanceof JsonString text) {
                var at = OffsetDateTime.parse(text.text()).toInstant();
                return at.isBefore(FIRST) ? null : at;
            }
            return node == null ? null : seconds(node.text());
        } catch (DateTimeException | ArithmeticException | NumberFormatException noTime) {
            return null;
        }
    }

    private static @Nullable Instant seconds(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return null;
        }
        var number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) > LONGEST_NUMBER) {
            return null; // written short, and worked out for minutes
        }
        var at = Instant.ofEpochMilli(number.movePointRight(3).toBigInteger().longValueExact());
        return at.isBefore(FIRST) ? null : at;
    }
}
