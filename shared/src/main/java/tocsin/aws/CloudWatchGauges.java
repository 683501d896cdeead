package tocsin.aws;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import tocsin.alarm.CloudWatch.Place;
import tocsin.health.Gauges;

/** How services stand, as metrics of CloudWatch; its own clock says when. */
final class CloudWatchGauges implements Gauges {
    /** As the alarms on it name it. */
    private static final String DIMENSION = "Service";

    private final Regions<CloudWatchClient> clients;

    private final Session session;

    CloudWatchGauges(Regions<CloudWatchClient> clients, Session session) {
        this.clients = clients;
        this.session = session;
    }

    @Override
    public void put(Place place, String namespace, List<Value> values, Duration timeout) {
        var data = values.stream().map(CloudWatchGauges::datum).toList();
        AwsFailures.request(
                "PutMetricData in " + place.region(),
                () -> clients.at(place)
                        .putMetricData(request -> request.namespace(namespace)
                                .metricData(data)
                                .overrideConfiguration(session.within(place, timeout))));
    }

    private static MetricDatum datum(Value value) {
        return MetricDatum.builder()
                .metricName(value.metric())
                .dimensions(Dimension.builder()
                        .name(DIMENSION)
                        .value(value.service())
                        .build())
                .value(value.value())
                .build();
    }
}
