package tocsin.alarm;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alarm as CloudWatch publishes it to SNS. It has no reasonData, and does not come while actions are held. */
record SnsAlarm(Fields alarm, Sent sent) implements AlarmMessage {
    @Override
    public Way way() {
        return Way.SNS;
    }

    @Override
    public @Nullable String name() {
        return alarm.text("AlarmName");
    }

    @Override
    public @Nullable String state() {
        return alarm.text("NewStateValue");
    }

    @Override
    public @Nullable String previous() {
        return alarm.text("OldStateValue");
    }

    @Override
    public @Nullable Instant at(Instant now) {
        var moved = Timestamps.past(alarm.text("StateChangeTime"), now);
        return moved == null ? sent.at() : moved;
    }

    @Override
    public @Nullable AlarmArn arn() {
        return AlarmArn.read(alarm.text("AlarmArn"));
    }

    @Override
    public @Nullable String account() {
        return alarm.text("AWSAccountId");
    }

    /** An alarm publishes to topics of its own Region only, so the topic's stands in for a long name nobody knows. */
    @Override
    public @Nullable String region() {
        var region = Regions.code(alarm.text("Region"));
        return region == null ? sent.region() : region;
    }

    @Override
    public @Nullable String description() {
        return alarm.text("AlarmDescription");
    }

    @Override
    public @Nullable String reason() {
        return alarm.text("NewStateReason");
    }

    @Override
    public Fields reasonData() {
        return alarm.fields("NewStateReasonData"); // not seen yet; it is what EventBridge's field would be called here
    }

    @Override
    public List<Metric> metrics() {
        return Watched.byTrigger(trigger());
    }

    @Override
    public boolean composite() {
        return alarm.text("AlarmRule") != null || alarm.has("TriggeringChildren");
    }

    @Override
    public @Nullable String comparison() {
        return trigger().text("ComparisonOperator");
    }

    @Override
    public @Nullable Double threshold() {
        return trigger().number("Threshold");
    }

    @Override
    public boolean contributes() {
        return contributor() != null || !contributorAttributes().isEmpty();
    }

    @Override
    public @Nullable String contributor() {
        return alarm.text("AlarmContributorId");
    }

    @Override
    public Map<String, String> contributorAttributes() {
        var attributes = alarm.pairs("AlarmContributorAttributes");
        return attributes == null ? Map.of() : attributes;
    }

    /** The tags' name and shape in SNS are not documented; what the other ways' spelling suggests is tried. */
    @Override
    public @Nullable Map<String, String> tags() {
        return alarm.pairs("AlarmTags", "Tags");
    }

    @Override
    public @Nullable Boolean actionsEnabled() {
        return alarm.flag("ActionsEnabled");
    }

    @Override
    public @Nullable String suppressedBy() {
        return alarm.text("ActionsSuppressedBy");
    }

    @Override
    public @Nullable String previouslySuppressedBy() {
        return null; // leaving a suppressor looks like a repetition here
    }

    @Override
    public Fields mute() {
        return alarm.fields("MuteDetail");
    }

    private Fields trigger() {
        return alarm.fields("Trigger");
    }
}
