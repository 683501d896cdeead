package tocsin.aws;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.LogAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.Actions;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.alarm.CloudWatch.ListedAlarm;
import tocsin.alarm.Metric;

/** What DescribeAlarms says of an alarm of each type, in our words. */
final class AlarmStatuses {
    private AlarmStatuses() {}

    static AlarmStatus of(MetricAlarm alarm) {
        return new AlarmStatus(
                alarm.alarmArn(),
                alarm.alarmName(),
                state(alarm.stateValue()),
                since(alarm.stateTransitionedTimestamp(), alarm.stateUpdatedTimestamp()),
                !Boolean.FALSE.equals(alarm.actionsEnabled()),
                null,
                metrics(alarm),
                alarm.threshold(),
                alarm.comparisonOperatorAsString(),
                period(alarm),
                alarm.evaluationPeriods());
    }

    static AlarmStatus of(CompositeAlarm alarm) {
        return new AlarmStatus(
                alarm.alarmArn(),
                alarm.alarmName(),
                state(alarm.stateValue()),
                since(alarm.stateTransitionedTimestamp(), alarm.stateUpdatedTimestamp()),
                !Boolean.FALSE.equals(alarm.actionsEnabled()),
                alarm.actionsSuppressedByAsString(),
                List.of(),
                null,
                null,
                null,
                null);
    }

    /** Its query is no metric that could be read again. */
    static AlarmStatus of(LogAlarm alarm) {
        return new AlarmStatus(
                alarm.alarmArn(),
                alarm.alarmName(),
                state(alarm.stateValue()),
                since(alarm.stateTransitionedTimestamp(), alarm.stateUpdatedTimestamp()),
                !Boolean.FALSE.equals(alarm.actionsEnabled()),
                null,
                List.of(),
                alarm.threshold(),
                alarm.comparisonOperatorAsString(),
                null,
                alarm.queryResultsToEvaluate());
    }

    static ListedAlarm listed(MetricAlarm alarm) {
        return new ListedAlarm(
                of(alarm),
                alarm.alarmDescription(),
                alarm.stateReason(),
                alarm.stateReasonData(),
                new Actions(alarm.alarmActions(), alarm.okActions(), alarm.insufficientDataActions()),
                alarm.datapointsToAlarm(),
                alarm.treatMissingData(),
                alarm.thresholdMetricId(),
                null,
                null);
    }

    static ListedAlarm listed(CompositeAlarm alarm) {
        return new ListedAlarm(
                of(alarm),
                alarm.alarmDescription(),
                alarm.stateReason(),
                alarm.stateReasonData(),
                new Actions(alarm.alarmActions(), alarm.okActions(), alarm.insufficientDataActions()),
                null,
                null,
                null,
                alarm.alarmRule() == null ? "" : alarm.alarmRule(),
                alarm.actionsSuppressor());
    }

    static ListedAlarm listed(LogAlarm alarm) {
        return new ListedAlarm(
                of(alarm),
                alarm.alarmDescription(),
                alarm.stateReason(),
                alarm.stateReasonData(),
                new Actions(alarm.alarmActions(), alarm.okActions(), alarm.insufficientDataActions()),
                alarm.queryResultsToAlarm(),
                alarm.treatMissingData(),
                null,
                null,
                null);
    }

    private static AlarmState state(@Nullable StateValue state) {
        return switch (state) {
            case OK -> AlarmState.OK;
            case ALARM -> AlarmState.ALARM;
            case INSUFFICIENT_DATA, UNKNOWN_TO_SDK_VERSION -> AlarmState.INSUFFICIENT_DATA;
            case null -> AlarmState.INSUFFICIENT_DATA;
        };
    }

    /** When the state was last another one; the other time also moves when only the reason changes. */
    private static Instant since(@Nullable Instant transitioned, @Nullable Instant updated) {
        if (transitioned != null) {
            return transitioned;
        }
        return updated == null ? Instant.EPOCH : updated;
    }

    private static List<Metric> metrics(MetricAlarm alarm) {
        if (alarm.hasMetrics() && !alarm.metrics().isEmpty()) {
            return alarm.metrics().stream().map(AlarmStatuses::metric).toList();
        }
        return alarm.metricName() == null
                ? List.of() // an alarm on a query in PromQL
                : List.of(new Metric(
                        null,
                        alarm.namespace(),
                        alarm.metricName(),
                        dimensions(alarm.dimensions()),
                        alarm.statisticAsString() == null ? alarm.extendedStatistic() : alarm.statisticAsString(),
                        alarm.period(),
                        unit(alarm.unit()),
                        null,
                        null,
                        true));
    }

    private static Metric metric(MetricDataQuery query) {
        var stat = query.metricStat();
        var returned = !Boolean.FALSE.equals(query.returnData());
        return stat == null
                ? new Metric(
                        query.id(),
                        null,
                        null,
                        Map.of(),
                        null,
                        query.period(),
                        null,
                        query.expression(),
                        query.label(),
                        returned)
                : new Metric(
                        query.id(),
                        stat.metric().namespace(),
                        stat.metric().metricName(),
                        dimensions(stat.metric().dimensions()),
                        stat.stat(),
                        stat.period(),
                        unit(stat.unit()),
                        null,
                        query.label(),
                        returned);
    }

    private static Map<String, String> dimensions(List<Dimension> dimensions) {
        Map<String, String> named = new LinkedHashMap<>();
        dimensions.forEach(dimension -> named.put(dimension.name(), dimension.value()));
        return named;
    }

    private static @Nullable String unit(@Nullable StandardUnit unit) {
        return unit == null ? null : unit.toString();
    }

    /** Of math: the longest of what it stands on, which is how often it is evaluated. */
    private static @Nullable Integer period(MetricAlarm alarm) {
        if (alarm.period() != null) {
            return alarm.period();
        }
        return metrics(alarm).stream()
                .map(Metric::period)
                .filter(period -> period != null)
                .max(Integer::compare)
                .orElse(null);
    }
}
