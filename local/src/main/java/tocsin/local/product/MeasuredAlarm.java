package tocsin.local.product;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Metric;

/**
 * An alarm on one metric that is in ALARM while the newest datapoint is above the threshold.
 *
 * @param actions whom it tells of ALARM and of OK: ARNs of topics
 */
public record MeasuredAlarm(
        Place place, String name, String description, Metric metric, double threshold, List<String> actions) {
    static final String COMPARISON = "GreaterThanThreshold";
    static final int PERIOD = 60;
    static final int EVALUATION_PERIODS = 1;

    public MeasuredAlarm {
        actions = List.copyOf(actions);
    }

    String arn() {
        return "arn:aws:cloudwatch:" + place.region() + ":" + place.account() + ":alarm:" + name;
    }

    /** What a datapoint says; without any, CloudWatch does not know. */
    AlarmState judge(@Nullable Datapoint newest) {
        if (newest == null) {
            return AlarmState.INSUFFICIENT_DATA;
        }
        return newest.value() > threshold ? AlarmState.ALARM : AlarmState.OK;
    }
}
