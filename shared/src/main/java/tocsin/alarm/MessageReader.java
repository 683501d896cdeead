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
        var type = document.text("detail-type", "detailType");
        if (type != null && type.startsWith(ALARM_EVENTS)) {
            return event(document, type, sent, now);
        }
        if (document.has("alarmData")) {
            return direct(document, sent, now);
        }
        if (document.has("alarmName")) { // an EventBridge target that is given the detail alone
            return new Judgement(new AlarmEvent(Way.EVENTBRIDGE, document, document, sent), now).received();
        }
        return Clues.in(document) || Clues.buried(document)
                ? remains(document)
                : new Received.NotAnAlarm(Sentences.about(document));
    }

    private static Received event(Fields event, String type, Sent sent, Instant now) {
        if (type.equals(ConfigurationChange.TYPE)) {
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
        return new Received.Unreadable(
                true, arn == null ? null : arn.name(), "an alarm seems to be in it, but not in any known place");
    }
}
