package tocsin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ActionsSuppressedBy;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.LogAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import tocsin.alarm.AlarmKind;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.Actions;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.alarm.CloudWatch.Place;
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

    @Test
    void a_listed_alarm_holds_all_that_a_template_says_of_it() {
        var listed = AlarmStatuses.listed(alarm().namespace("AWS/RDS")
                .metricName("DatabaseConnections")
                .alarmDescription("The pool is nearly full")
                .stateReason("Threshold Crossed: 1 datapoint (93.0) was greater than the threshold (80.0).")
                .stateReasonData("{\"recentDatapoints\":[91.0,93.5]}")
                .alarmActions("arn:aws:sns:eu-central-1:111122223333:alarms")
                .okActions("arn:aws:sns:eu-central-1:111122223333:well")
                .datapointsToAlarm(2)
                .treatMissingData("breaching")
                .build());

        assertThat(listed.kind()).isEqualTo(AlarmKind.METRIC);
        assertThat(listed.observed()).isEqualTo(93.5);
        assertThat(listed.description()).isEqualTo("The pool is nearly full");
        assertThat(listed.actions())
                .isEqualTo(new Actions(
                        List.of("arn:aws:sns:eu-central-1:111122223333:alarms"),
                        List.of("arn:aws:sns:eu-central-1:111122223333:well"),
                        List.of()));
        assertThat(listed.datapointsToAlarm()).isEqualTo(2);
        assertThat(listed.treatMissingData()).isEqualTo("breaching");
    }

    @Test
    void a_listed_composite_alarm_holds_its_rule_and_one_compared_with_a_band_is_an_anomaly() {
        var composite = AlarmStatuses.listed(CompositeAlarm.builder()
                .alarmArn(ARN)
                .alarmName("a")
                .stateValue(StateValue.OK)
                .alarmRule("ALARM(b) OR ALARM(c)")
                .actionsSuppressor("deploying")
                .build());
        var band = AlarmStatuses.listed(alarm().comparisonOperator(ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD)
                .thresholdMetricId("band")
                .build());

        assertThat(composite.kind()).isEqualTo(AlarmKind.COMPOSITE);
        assertThat(composite.rule()).isEqualTo("ALARM(b) OR ALARM(c)");
        assertThat(composite.suppressor()).isEqualTo("deploying");
        assertThat(band.kind()).isEqualTo(AlarmKind.ANOMALY);
        assertThat(band.thresholdMetric()).isEqualTo("band");
    }

    @Test
    void a_page_of_the_listing_is_asked_for_by_the_token_of_the_one_before() {
        List<DescribeAlarmsRequest> asked = new ArrayList<>();
        var client = new CloudWatchClient() {
            @Override
            public DescribeAlarmsResponse describeAlarms(DescribeAlarmsRequest request) {
                asked.add(request);
                var answer = DescribeAlarmsResponse.builder();
                return request.nextToken() == null
                        ? answer.metricAlarms(alarm().build()).nextToken("more").build()
                        : answer.compositeAlarms(CompositeAlarm.builder()
                                        .alarmArn(ARN + "b")
                                        .alarmName("b")
                                        .build())
                                .build();
            }

            @Override
            public String serviceName() {
                return "cloudwatch";
            }

            @Override
            public void close() {}
        };
        var cloudWatch = new CloudWatchAlarms(
                new Regions<>(() -> "111122223333", region -> client),
                new Session(account -> AnonymousCredentialsProvider.create()));
        var place = new Place("111122223333", "eu-central-1");

        var first = cloudWatch.alarms(place, null);
        var second = cloudWatch.alarms(place, first.next());

        assertThat(first.alarms()).extracting(one -> one.status().name()).containsExactly("a");
        assertThat(second.alarms()).extracting(one -> one.status().name()).containsExactly("b");
        assertThat(second.next()).isNull();
        assertThat(asked).extracting(DescribeAlarmsRequest::nextToken).containsExactly(null, "more");
        assertThat(asked).allSatisfy(request -> {
            assertThat(request.maxRecords()).isEqualTo(100);
            assertThat(request.alarmTypes())
                    .containsExactly(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM, AlarmType.LOG_ALARM);
        });
    }
}
