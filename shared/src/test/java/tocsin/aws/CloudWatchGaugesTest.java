package tocsin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import tocsin.PortFailure;
import tocsin.alarm.CloudWatch.Place;
import tocsin.health.Gauges.Value;

/** How services stand, as CloudWatch is asked to take it. */
class CloudWatchGaugesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final List<PutMetricDataRequest> asked = new ArrayList<>();
    private final CloudWatchGauges gauges = new CloudWatchGauges(
            new Regions<>(() -> "111122223333", region -> client()),
            new Session(account -> AnonymousCredentialsProvider.create()));

    private CloudWatchClient client() {
        return new CloudWatchClient() {
            @Override
            public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
                asked.add(request);
                return PutMetricDataResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return "cloudwatch";
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void each_value_is_of_its_service_in_one_request() {
        gauges.put(
                new Place("111122223333", "us-west-2"),
                "Valine/Health",
                List.of(new Value("Down", "db", 1), new Value("Blank", "frontend", 0)),
                TIMEOUT);

        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.namespace()).isEqualTo("Valine/Health");
            assertThat(request.metricData())
                    .extracting(datum -> datum.metricName() + " "
                            + datum.dimensions().getFirst().name() + "="
                            + datum.dimensions().getFirst().value() + " " + datum.value())
                    .containsExactly("Down Service=db 1.0", "Blank Service=frontend 0.0");
        });
    }

    @Test
    void another_account_is_refused() {
        assertThatThrownBy(() -> gauges.put(
                        new Place("444455556666", "us-west-2"),
                        "Valine/Health",
                        List.of(new Value("Down", "db", 1)),
                        TIMEOUT))
                .isInstanceOf(PortFailure.class);
        assertThat(asked).isEmpty();
    }
}
