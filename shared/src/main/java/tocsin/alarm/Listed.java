package tocsin.alarm;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.CloudWatch.Contributor;
import tocsin.alarm.CloudWatch.ListedAlarm;
import tocsin.alarm.CloudWatch.Place;

/**
 * An alarm of CloudWatch's own list as the transition that a message would have told: for what came by no way. Tags and
 * mute rules are not told there.
 */
public final class Listed {
    private Listed() {}

    /** The alarm as a whole. */
    public static Transition of(Place place, ListedAlarm alarm, @Nullable AlarmState previous, Instant at) {
        return transition(
                place,
                alarm,
                new AlarmId(alarm.status().arn(), null),
                alarm.kind(),
                alarm.status().state(),
                previous,
                at,
                alarm.reason(),
                alarm.observed(),
                Collections.emptyMap());
    }

    /** A series of it that stands in ALARM. */
    public static Transition of(
            Place place, ListedAlarm alarm, Contributor series, @Nullable AlarmState previous, Instant at) {
        return transition(
                place,
                alarm,
                new AlarmId(alarm.status().arn(), series.id()),
                AlarmKind.CONTRIBUTOR,
                AlarmState.ALARM,
                previous,
                at,
                series.reason(),
                Datapoints.newest(Fields.NONE, series.reason()),
                series.attributes());
    }

    /** A series of it that is well: CloudWatch lists only those that are not. */
    public static Transition well(Place place, ListedAlarm alarm, AlarmId series, AlarmState previous, Instant at) {
        return transition(
                place,
                alarm,
                series,
                AlarmKind.CONTRIBUTOR,
                AlarmState.OK,
                previous,
                at,
                null,
                null,
                Collections.emptyMap());
    }

    private static Transition transition(
            Place place,
            ListedAlarm alarm,
            AlarmId id,
            AlarmKind kind,
            AlarmState state,
            @Nullable AlarmState previous,
            Instant at,
            @Nullable String reason,
            @Nullable Double observed,
            Map<String, String> attributes) {
        var status = alarm.status();
        return new Transition(
                id,
                status.name(),
                kind,
                Way.SWEEP,
                state,
                previous,
                at,
                place.account(),
                place.region(),
                alarm.description(),
                reason,
                status.metrics(),
                status.threshold(),
                observed,
                null,
                status.actionsEnabled(),
                status.suppressedBy(),
                null,
                false,
                null,
                attributes);
    }
}
