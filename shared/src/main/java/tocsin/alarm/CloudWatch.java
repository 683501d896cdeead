package tocsin.alarm;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;

/** What CloudWatch itself says now, asked in the account and Region where the alarm lives. */
public interface CloudWatch {
    /** The alarm of this name, or null where it does not exist any more (DescribeAlarms, of every alarm type). */
    @Nullable AlarmStatus alarm(Place place, String name);

    /**
     * Whether an active mute rule holds the actions of the alarm now.
     */
    boolean muted(Place place, String name);

    /** The series asked for, in the order asked; datapoints oldest first (GetMetricData). */
    List<Series> read(Place place, List<Metric> metrics, Instant from, Instant to);

    /**
     * What the metrics did, drawn by CloudWatch (GetMetricWidgetImage): a PNG in base64. Those that an alarm only
     * reckons with are left out.
     *
     * @param threshold drawn as a line, or null
     * @throws tocsin.PortFailure REFUSED also where nobody draws
     */
    default String picture(Place place, List<Metric> metrics, @Nullable Double threshold, Instant from, Instant to) {
        throw new PortFailure(PortFailure.Kind.REFUSED, "nobody draws a metric here");
    }

    /** An account's Region. */
    record Place(String account, String region) {}

    /**
     * An alarm as CloudWatch holds it.
     *
     * @param since when it came into this state
     * @param comparison CloudWatch's own word, as "GreaterThanThreshold"
     * @param period seconds
     */
    record AlarmStatus(
            String arn,
            String name,
            AlarmState state,
            Instant since,
            boolean actionsEnabled,
            @Nullable String suppressedBy,
            List<Metric> metrics,
            @Nullable Double threshold,
            @Nullable String comparison,
            @Nullable Integer period,
            @Nullable Integer evaluationPeriods) {
        public AlarmStatus {
            metrics = List.copyOf(metrics);
        }
    }

    /** One series: the id of the metric it answers, and what was measured. */
    record Series(@Nullable String id, List<Datapoint> datapoints) {
        public Series {
            datapoints = List.copyOf(datapoints);
        }
    }

    /** What was measured in the period that begins at the instant. */
    record Datapoint(Instant at, double value) {}
}
