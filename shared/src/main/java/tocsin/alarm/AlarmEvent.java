package tocsin.alarm;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as EventBridge and a direct invocation bring it: they differ in the envelope's spelling only.
 *
 * @param envelope the whole document
 * @param alarm its part that CloudWatch wrote: {@code detail}, {@code alarmData}
 */
record AlarmEvent(Way way, Fields envelope, Fields alarm, Sent sent) implements AlarmMessage {
    @Override
    public @Nullable String name() {
        return alarm.text("alarmName");
    }

    @Override
    public @Nullable String state() {
        return current().text("value");
    }

    @Override
    public @Nullable String previous() {
        return before().text("value");
    }

    @Override
    public @Nullable Instant at(Instant now) {
        var moved = Timestamps.past(current().text("timestamp"), now);
        var told = Timestamps.past(envelope.text("time"), now);
        return moved != null ? moved : told != null ? told : sent.at();
    }

    @Override
    public @Nullable AlarmArn arn() {
        var arn = AlarmArn.read(envelope.text("alarmArn"));
        return arn != null
                ? arn
                : envelope.texts("resources").stream()
                        .map(AlarmArn::read)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    @Override
    public @Nullable String account() {
        return envelope.text("accountId", "account");
    }

    @Override
    public @Nullable String region() {
        return envelope.text("region");
    }

    @Override
    public @Nullable String description() {
        return configuration().text("description");
    }

    @Override
    public @Nullable String reason() {
        return current().text("reason");
    }

    @Override
    public Fields reasonData() {
        return current().fields("reasonData");
    }

    @Override
    public List<Metric> metrics() {
        return Watched.queries(configuration());
    }

    @Override
    public boolean composite() {
        return configuration().text("alarmRule") != null || reasonData().has("triggeringAlarms");
    }

    @Override
    public @Nullable String comparison() {
        return configuration().text("comparisonOperator");
    }

    @Override
    public @Nullable Double threshold() {
        var threshold = reasonData().number("threshold");
        return threshold == null ? configuration().number("threshold") : threshold;
    }

    @Override
    public boolean contributes() {
        var type = envelope.text("detail-type", "detailType");
        return !series().isEmpty() || (type != null && type.contains("Contributor"));
    }

    @Override
    public @Nullable String contributor() {
        return series().text("id", "contributorId");
    }

    @Override
    public Map<String, String> contributorAttributes() {
        var attributes = series().pairs("attributes", "contributorAttributes");
        return attributes == null ? Map.of() : attributes;
    }

    @Override
    public @Nullable Map<String, String> tags() {
        var tags = alarm.pairs("alarmTags");
        return tags == null ? envelope.pairs("alarmTags") : tags;
    }

    @Override
    public @Nullable Boolean actionsEnabled() {
        return configuration().flag("actionsEnabled");
    }

    @Override
    public @Nullable String suppressedBy() {
        return current().text("actionsSuppressedBy");
    }

    @Override
    public @Nullable String previouslySuppressedBy() {
        return before().text("actionsSuppressedBy");
    }

    /** Where in an event it stands is not documented: beside the state, or in it. */
    @Override
    public Fields mute() {
        var mute = alarm.fields("muteDetail");
        if (mute.isEmpty()) {
            mute = current().fields("muteDetail");
        }
        return mute.isEmpty() ? envelope.fields("muteDetail") : mute;
    }

    private Fields current() {
        return alarm.fields("state");
    }

    private Fields before() {
        return alarm.fields("previousState");
    }

    private Fields configuration() {
        return alarm.fields("configuration");
    }

    private Fields series() {
        var series = alarm.fields("alarmContributor");
        return series.isEmpty() ? envelope.fields("alarmContributor") : series;
    }
}
