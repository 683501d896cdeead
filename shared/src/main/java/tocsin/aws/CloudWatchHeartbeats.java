package tocsin.aws;

import java.time.Duration;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import tocsin.health.Beat;
import tocsin.health.Heartbeats;

/**
 * Heartbeats as a metric of CloudWatch: its datapoints are counted by whoever watches, and their value is how long the
 * way took. Names as in watchdog.yaml and template.yaml, whose alarms look for them.
 */
final class CloudWatchHeartbeats implements Heartbeats {
    static final String NAMESPACE = "Tocsin";
    static final String METRIC = "Heartbeat";
    static final String DIMENSION = "Canary";

    /** Two Regions are told in one call of a function that has half a minute. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final double MILLISECONDS = 1_000;

    private final Regions<CloudWatchClient> clients;

    CloudWatchHeartbeats(Regions<CloudWatchClient> clients) {
        this.clients = clients;
    }

    /** Without an instant of ours: CloudWatch's own clock says when it came. */
    @Override
    public void tell(String region, Beat beat) {
        var datum = MetricDatum.builder()
                .metricName(METRIC)
                .dimensions(
                        Dimension.builder().name(DIMENSION).value(beat.canary()).build())
                .unit(StandardUnit.SECONDS)
                .value(beat.took().toMillis() / MILLISECONDS)
                .build();
        AwsFailures.request(
                "PutMetricData in " + region,
                () -> clients.in(region)
                        .putMetricData(request -> request.namespace(NAMESPACE)
                                .metricData(datum)
                                .overrideConfiguration(settings -> settings.apiCallTimeout(TIMEOUT))));
    }
}
