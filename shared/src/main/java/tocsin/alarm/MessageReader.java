package tocsin.alarm;

import java.time.Instant;
import java.util.List;

/**
 * Reads what may arrive: CloudWatch's alarms by SNS, EventBridge or direct invocation, in whatever they were wrapped on
 * their way, and everything else. It answers any text with at least one {@link Received} and never throws.
 */
public final class MessageReader {
    private static final String ALARM_EVENTS = "CloudWatch Alarm ";

    /**
     * The messages in a payload, in their order.
     *
     * @param receivedAt stands in for the instant of a transition that tells none
     */
    public List<Received> read(String payload, Instant receivedAt) {
        return new Unwrapping((document, sent) -> document(document, sent, receivedAt), receivedAt).answers(payload);
    }

    private static Received document(Fields document, Sent sent, Instant now) {
        if (document.has("AlarmName", "NewStateValue")) {
            return new Judgement(new SnsAlarm(document, sent), now).received();
        }
        if (isAlarmEvent(document)) {
            return event(document, sent, now);
        }
        if (DeploymentEvent.isTold(type(document), document)) {
            return new DeploymentEvent(document).received(type(document), now);
        }
        if (HealthEvent.isTold(type(document))) {
            return new HealthEvent(document).received(now);
        }
        if (DatabaseEvent.isTold(type(document))) {
            return new DatabaseEvent(document).received(now);
        }
        if (document.has("alarmData")) {
            return direct(document, sent, now);
        }
        if (isDetail(document)) {
            return new Judgement(new AlarmEvent(Way.EVENTBRIDGE, document, document, sent), now).received();
        }
        return Clues.in(document) || Clues.buried(document)
                ? remains(document)
                : new Received.NotAnAlarm(Sentences.about(document));
    }

    /** By its type, or else by its content: an alarm is not lost by an odd spelling of either. */
    private static boolean isAlarmEvent(Fields document) {
        var detail = document.fields("detail");
        return type(document).startsWith(ALARM_EVENTS) || (detail.has("alarmName") && detail.has("state"));
    }

    /** What an EventBridge target is given that takes the detail alone. */
    private static boolean isDetail(Fields document) {
        return document.has("alarmName") || (document.has("state") && document.has("configuration"));
    }

    private static String type(Fields event) {
        var type = event.text("detail-type", "detailType");
        return type == null ? "" : type;
    }

    private static Received event(Fields event, Sent sent, Instant now) {
        if (type(event).equals(ConfigurationChange.TYPE)) {
            return new ConfigurationChange(event, sent).received(now);
        }
        var alarm = event.fields("detail", "alarmData");
        return new Judgement(new AlarmEvent(Way.EVENTBRIDGE, event, alarm, sent), now).received();
    }

    private static Received direct(Fields document, Sent sent, Instant now) {
        var alarm = document.fields("alarmData");
        return new Judgement(new AlarmEvent(Way.DIRECT, document, alarm, sent), now).received();
    }

    private static Received remains(Fields document) {
        var arn = AlarmArn.read(document.text("alarmArn"));
        var name = arn == null ? Clues.name(document.json().toString()) : arn.name();
        return new Received.Unreadable(true, name, "an alarm seems to be in it, but not in any known place");
    }
}
