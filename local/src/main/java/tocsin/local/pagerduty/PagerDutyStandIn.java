package tocsin.local.pagerduty;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.local.pagerduty.Alert.Happening;
import tocsin.local.pagerduty.Alert.State;
import tocsin.local.pagerduty.Requests.Outcome;

/**
 * PagerDuty as it behaves towards one who sends it events: a key has at most one open alert, a trigger on it again
 * rings nobody, a resolved key opens a new alert, and an acknowledgement or resolution that finds no open alert is
 * answered 202 and dropped. It knows no clock and no network.
 */
public final class PagerDutyStandIn {
    private static final int ACCEPTED = 202;
    private static final int INVALID = 400;
    private static final int TOO_MANY = 429;

    private final List<Alert> alerts = new ArrayList<>();
    private final List<String> routingKeys = new ArrayList<>();
    private Requests requests = Requests.NONE;
    private final ArrayDeque<Instant> lately = new ArrayDeque<>();
    private int limit;
    private int mostInAMinute;
    private int outage;
    private int hooks;

    /** What a request is answered with. */
    public record Reply(int status, String body) {}

    /** A request to the Events API v2. */
    public synchronized Reply enqueue(String body, Instant at) {
        if (outage != 0) {
            return reply(Outcome.UNSERVED, outage, "not taken", "");
        }
        if (isTooMuch(at)) {
            return reply(Outcome.UNSERVED, TOO_MANY, "too many events", "");
        }
        return switch (EventIn.read(body)) {
            case EventIn.Trigger trigger -> trigger(trigger, at);
            case EventIn.Acknowledge(var routingKey, var key) ->
                move(routingKey, key, State.ACKNOWLEDGED, "acknowledged by an event", at);
            case EventIn.Resolve(var routingKey, var key) ->
                move(routingKey, key, State.RESOLVED, "resolved by an event", at);
            case EventIn.Invalid(var because) -> reply(Outcome.INVALID, INVALID, because, "");
        };
    }

    /** Every alert that was ever opened, in that order. */
    public synchronized List<Alert> alerts() {
        return List.copyOf(alerts);
    }

    public synchronized Requests requests() {
        return requests;
    }

    /** From here on every request is answered with this status (429, 5xx) and not taken. */
    public synchronized void outage(int status) {
        outage = status;
    }

    /** From here on so many requests are taken in any 60 seconds, and no more; 0 ends it. */
    public synchronized void limit(int requests) {
        limit = requests;
        lately.clear();
    }

    /** The most requests that came within any 60 seconds since there is a limit. */
    public synchronized int mostInAMinute() {
        return mostInAMinute;
    }

    private boolean isTooMuch(Instant at) {
        if (limit == 0) {
            return false;
        }
        while (!lately.isEmpty() && !lately.getFirst().isAfter(at.minusSeconds(60))) {
            lately.removeFirst();
        }
        lately.addLast(at);
        mostInAMinute = Math.max(mostInAMinute, lately.size());
        return lately.size() > limit;
    }

    public synchronized void outageEnds() {
        outage = 0;
    }

    /** Somebody acknowledges in PagerDuty; empty where no alert of the key is open. */
    public synchronized Optional<Webhook> acknowledgedBy(String person, String key, Instant at) {
        return byHand(person, key, State.ACKNOWLEDGED, "acknowledged", at);
    }

    /** An acknowledgement ran out or was taken back: it rings again. */
    public synchronized Optional<Webhook> unacknowledged(String key, Instant at) {
        return byHand(null, key, State.TRIGGERED, "unacknowledged", at);
    }

    public synchronized Optional<Webhook> resolvedBy(String person, String key, Instant at) {
        return byHand(person, key, State.RESOLVED, "resolved", at);
    }

    private Reply trigger(EventIn.Trigger trigger, Instant at) {
        var key = trigger.key().isEmpty() ? "without-key-" + (alerts.size() + 1) : trigger.key();
        var open = open(trigger.routingKey(), key);
        if (open.isPresent()) {
            var alert = alerts.get(open.get());
            alerts.set(
                    open.get(),
                    alert.told(trigger.severity(), trigger.summary(), new Happening(at, "triggered again", false)));
            return reply(Outcome.REPEATED, ACCEPTED, "Event processed", key);
        }
        routingKeys.add(trigger.routingKey());
        alerts.add(new Alert(
                alerts.size() + 1,
                key,
                State.TRIGGERED,
                trigger.severity(),
                trigger.summary(),
                at,
                List.of(new Happening(at, "triggered", true))));
        return reply(Outcome.OPENED, ACCEPTED, "Event processed", key);
    }

    private Reply move(String routingKey, String key, State to, String what, Instant at) {
        var open = open(routingKey, key);
        if (open.isEmpty()) {
            return reply(Outcome.DROPPED, ACCEPTED, "Event processed", key);
        }
        var alert = alerts.get(open.get());
        if (alert.state() == to) {
            return reply(Outcome.REPEATED, ACCEPTED, "Event processed", key);
        }
        alerts.set(open.get(), alert.moved(to, new Happening(at, what, false)));
        return reply(Outcome.MOVED, ACCEPTED, "Event processed", key);
    }

    private Optional<Webhook> byHand(@Nullable String person, String key, State to, String what, Instant at) {
        for (var index = 0; index < alerts.size(); index++) {
            var alert = alerts.get(index);
            if (alert.open() && alert.key().equals(key) && alert.state() != to) {
                var said = what + (person == null ? "" : " by " + person);
                var moved = alert.moved(to, new Happening(at, said, to == State.TRIGGERED));
                alerts.set(index, moved);
                hooks++;
                return Optional.of(Webhook.of("hook-" + hooks, what, moved, person, at));
            }
        }
        return Optional.empty();
    }

    /** A key belongs to the service that the routing key names. */
    private Optional<Integer> open(String routingKey, String key) {
        for (var index = 0; index < alerts.size(); index++) {
            var alert = alerts.get(index);
            if (alert.open()
                    && alert.key().equals(key)
                    && routingKeys.get(index).equals(routingKey)) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }

    private Reply reply(Outcome outcome, int status, String message, String key) {
        requests = requests.plus(outcome);
        var body = JsonObject.create()
                .add("status", status == ACCEPTED ? "success" : "invalid event")
                .add("message", message);
        if (status == INVALID) {
            body.add("errors", JsonArray.create().add(message));
        }
        if (!key.isEmpty()) {
            body.add("dedup_key", key);
        }
        return new Reply(status, JsonNodeMapper.builder().build().toJson(body));
    }

    /** Every alert as a line: its number, state, key and how often it rang. */
    public synchronized String told() {
        var text = new StringBuilder();
        for (var alert : alerts) {
            text.append("%d %s %s, rung %d times: %s%n"
                    .formatted(
                            alert.number(),
                            alert.state().name().toLowerCase(Locale.ROOT),
                            alert.key(),
                            alert.rings(),
                            alert.summary()));
        }
        return text.toString();
    }
}
