package tocsin.local.product;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Metric;

/**
 * An alarm on one metric, or on one expression over metrics, that is in ALARM while the newest datapoint is above the
 * threshold.
 *
 * @param metrics one of them returned
 * @param actions whom it tells of ALARM and of OK: ARNs of topics
 */
public record MeasuredAlarm(
        Place place, String name, String description, List<Metric> metrics, double threshold, List<String> actions) {
    static final String COMPARISON = "GreaterThanThreshold";
    static final int PERIOD = 60;
    static final int EVALUATION_PERIODS = 1;

    public MeasuredAlarm {
        metrics = List.copyOf(metrics);
        actions = List.copyOf(actions);
    }

    /** The metric that is compared with the threshold. */
    Metric metric() {
        return metrics.stream().filter(Metric::returned).findFirst().orElseThrow();
    }

    boolean isMath() {
        return metric().expression() != null;
    }

    /** A metric that an alarm compares. */
    static Metric compared(String id, String namespace, String name, Map<String, String> dimensions, String stat) {
        return new Metric(id, namespace, name, dimensions, stat, PERIOD, null, null, null, true);
    }

    /** A metric that an expression is over. */
    static Metric part(String id, String namespace, String name, Map<String, String> dimensions, String stat) {
        return new Metric(id, namespace, name, dimensions, stat, PERIOD, null, null, null, false);
    }

    static Metric expression(String id, String expression, String label) {
        return new Metric(id, null, null, Map.of(), null, null, null, expression, label, true);
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
