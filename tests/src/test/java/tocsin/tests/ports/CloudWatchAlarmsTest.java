package tocsin.tests.ports;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch;
import tocsin.alarm.Metric;
import tocsin.testing.CloudWatchContract;

/** AWS's CloudWatch keeps the contract. */
class CloudWatchAlarmsTest extends CloudWatchContract {
    private final CloudWatch cloudWatch = Moto.started().ports(Map.of()).cloudWatch();

    @Override
    protected CloudWatch cloudWatch() {
        return cloudWatch;
    }

    private static CloudWatchClient client(CloudWatch.Place place) {
        return Moto.started().clients(place.region()).client(CloudWatchClient.builder());
    }

    private static List<Dimension> dimensions(Metric metric) {
        return metric.dimensions().entrySet().stream()
                .map(dimension -> Dimension.builder()
                        .name(dimension.getKey())
                        .value(dimension.getValue())
                        .build())
                .toList();
    }

    @Override
    protected String alarm(CloudWatch.Place place, String name, Metric metric, AlarmState state) {
        client(place)
                .putMetricAlarm(request -> request.alarmName(name)
                        .namespace(metric.namespace())
                        .metricName(metric.name())
                        .dimensions(dimensions(metric))
                        .statistic(metric.stat())
                        .period(metric.period())
                        .evaluationPeriods(1)
                        .threshold(80.0)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
        client(place)
                .setAlarmState(request ->
                        request.alarmName(name).stateValue(state.name()).stateReason("said by the test"));
        return "arn:aws:cloudwatch:" + place.region() + ":" + place.account() + ":alarm:" + name;
    }

    @Override
    protected void measure(CloudWatch.Place place, Metric metric, CloudWatch.Datapoint datapoint) {
        client(place)
                .putMetricData(request -> request.namespace(metric.namespace())
                        .metricData(MetricDatum.builder()
                                .metricName(metric.name())
                                .dimensions(dimensions(metric))
                                .timestamp(datapoint.at())
                                .value(datapoint.value())
                                .build()));
    }
}
