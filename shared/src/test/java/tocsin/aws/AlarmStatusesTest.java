package tocsin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.ActionsSuppressedBy;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.LogAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.alarm.Metric;

/** Every type of alarm comes out with what CloudWatch says of it, and nothing that it does not say. */
class AlarmStatusesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ARN = "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:a";

    private static MetricAlarm.Builder alarm() {
        return MetricAlarm.builder()
                .alarmArn(ARN)
                .alarmName("a")
                .stateValue(StateValue.ALARM)
                .stateTransitionedTimestamp(NOON)
                .stateUpdatedTimestamp(NOON.plusSeconds(60))
                .actionsEnabled(true)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(3);
    }

    private static AlarmStatus status(List<Metric> metrics, Double threshold, Integer period) {
        return new AlarmStatus(
                ARN, "a", AlarmState.ALARM, NOON, true, null, metrics, threshold, "GreaterThanThreshold", period, 3);
    }

    @Test
    void an_alarm_on_one_metric() {
        var alarm = alarm().namespace("AWS/RDS")
                .metricName("DatabaseConnections")
                .dimensions(Dimension.builder()
                        .name("DBInstanceIdentifier")
                        .value("db")
                        .build())
                .statistic(Statistic.AVERAGE)
                .unit(StandardUnit.COUNT)
                .period(60)
                .threshold(80.0)
                .build();

        assertThat(AlarmStatuses.of(alarm))
                .isEqualTo(status(
                        List.of(new Metric(
                                null,
                                "AWS/RDS",
                                "DatabaseConnections",
                                Map.of("DBInstanceIdentifier", "db"),
                                "Average",
                                60,
                                "Count",
                                null,
                                null,
                                true)),
                        80.0,
                        60));
    }

    @Test
    void an_alarm_on_a_percentile_keeps_it_as_its_statistic() {
        var alarm = alarm().namespace("AWS/ApiGateway")
                .metricName("Latency")
                .extendedStatistic("p99")
                .build();

        assertThat(AlarmStatuses.of(alarm).metrics())
                .singleElement()
                .extracting(Metric::stat)
                .isEqualTo("p99");
    }

    @Test
    void an_alarm_on_math_has_every_metric_and_the_longest_period() {
        var alarm = alarm().threshold(5.0)
                .metrics(
                        MetricDataQuery.builder()
                                .id("rate")
                                .expression("errors / 2")
                                .label("Error rate")
                                .returnData(true)
                                .build(),
                        MetricDataQuery.builder()
                                .id("errors")
                                .returnData(false)
                                .metricStat(stat -> stat.stat("Sum")
                                        .period(300)
                                        .metric(metric -> metric.namespace("AWS/ApiGateway")
                                                .metricName("5xx")))
                                .build())
                .build();

        assertThat(AlarmStatuses.of(alarm))
                .isEqualTo(status(
                        List.of(
                                new Metric(
                                        "rate",
                                        null,
                                        null,
                                        Map.of(),
                                        null,
                                        null,
                                        null,
                                        "errors / 2",
                                        "Error rate",
                                        true),
                                new Metric(
                                        "errors",
                                        "AWS/ApiGateway",
                                        "5xx",
                                        Map.of(),
                                        "Sum",
                                        300,
                                        null,
                                        null,
                                        null,
                                        false)),
                        5.0,
                        300));
    }

    @Test
    void a_composite_alarm_says_what_suppresses_it() {
        var alarm = CompositeAlarm.builder()
                .alarmArn(ARN)
                .alarmName("a")
                .stateValue(StateValue.OK)
                .stateUpdatedTimestamp(NOON)
                .actionsEnabled(false)
                .actionsSuppressedBy(ActionsSuppressedBy.ALARM)
                .build();

        assertThat(AlarmStatuses.of(alarm))
                .isEqualTo(new AlarmStatus(
                        ARN, "a", AlarmState.OK, NOON, false, "Alarm", List.of(), null, null, null, null));
    }

    @Test
    void a_log_alarm_has_a_state_and_no_metric() {
        var alarm = LogAlarm.builder()
                .alarmArn(ARN)
                .alarmName("a")
                .stateValue(StateValue.INSUFFICIENT_DATA)
                .stateTransitionedTimestamp(NOON)
                .threshold(1.0)
                .build();

        assertThat(AlarmStatuses.of(alarm))
                .isEqualTo(new AlarmStatus(
                        ARN, "a", AlarmState.INSUFFICIENT_DATA, NOON, true, null, List.of(), 1.0, null, null, null));
    }
}
