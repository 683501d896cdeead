package tocsin.alarm;

import java.time.Instant;

/** EventBridge's news that an alarm was made, changed or deleted; only the last concerns anybody on call. */
record ConfigurationChange(Fields event, Sent sent) {
    static final String TYPE = "CloudWatch Alarm Configuration Change";

    Received received(Instant now) {
        var detail = event.fields("detail");
        var operation = detail.text("operation");
        var name = detail.text("alarmName");
        if (!"delete".equals(operation)) {
            return new Received.NotAnAlarm("an alarm's configuration changed: %s '%s'".formatted(operation, name));
        }
        if (name == null) {
            return new Received.Unreadable(true, null, "an alarm was deleted, and its name is missing");
        }
        return deleted(name, now);
    }

    private Received deleted(String name, Instant now) {
        var message = new AlarmEvent(Way.EVENTBRIDGE, event, event.fields("detail"), sent);
        var id = new AlarmId(new Identity(message, name).arn(), null);
        var told = Timestamps.past(event.text("time"), now); // the state's own timestamp is older than the deletion
        return new Received.Deleted(id, name, told == null ? now : told, "alarm '" + name + "' was deleted");
    }
}
