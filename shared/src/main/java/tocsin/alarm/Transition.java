package tocsin.alarm;

import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alarm's move between states at an instant, as one message tells it. A fact that the message does not carry is
 * null: unknown, which is never the same as "off".
 *
 * @param id the alarm, or one series of it
 * @param alarm the alarm's name
 * @param at when the state moved (StateChangeTime, state.timestamp), to the millisecond
 * @param account the account that owns the alarm
 * @param region the Region's code ("us-west-2"), never its long name
 * @param metrics every metric and expression watched; empty for a composite alarm
 * @param threshold what the returned value is compared with
 * @param observed the last datapoint: the last non-null of reasonData's recentDatapoints, else the last of the reason
 * @param tags the alarm's tags where the message brings them
 * @param actionsEnabled whether the alarm's actions are switched on, where the message says so
 * @param suppressedBy what holds a composite alarm's actions ("Alarm", "WaitPeriod", ...), as CloudWatch spells it
 * @param previouslySuppressedBy the same of the state before: set on the message that leaves a suppressor
 * @param muted whether a mute rule holds the alarm's actions
 * @param mutedUntil when the mute window ends, where the message says so
 * @param contributorAttributes what names the series, for a contributor
 */
@Json
@RecordBuilder
public record Transition(
        AlarmId id,
        String alarm,
        AlarmKind kind,
        Way way,
        AlarmState state,
        @Nullable AlarmState previous,
        Instant at,
        @Nullable String account,
        @Nullable String region,
        @Nullable String description,
        @Nullable String reason,
        List<Metric> metrics,
        @Nullable Double threshold,
        @Nullable Double observed,
        @Nullable Map<String, String> tags,
        @Nullable Boolean actionsEnabled,
        @Nullable String suppressedBy,
        @Nullable String previouslySuppressedBy,
        boolean muted,
        @Nullable Instant mutedUntil,
        Map<String, String> contributorAttributes)
        implements TransitionBuilder.With {
    public Transition {
        if (alarm.isBlank()) {
            throw new IllegalArgumentException("a transition of an alarm without name: " + id);
        }
        metrics = List.copyOf(metrics);
        tags = tags == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        contributorAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(contributorAttributes));
    }

    /** Where CloudWatch can be asked about the alarm; null where the message does not name it. */
    public CloudWatch.@Nullable Place place() {
        return account == null || region == null ? null : new CloudWatch.Place(account, region);
    }

    /** Whether CloudWatch itself holds the alarm's actions: muted, or suppressed. */
    public boolean held() {
        return muted || suppressedBy != null;
    }
}
