package tocsin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.health.Beat;

/** What CloudWatch is asked, in which Region; moto does not speak the protocol. */
@Timeout(60)
class CloudWatchHeartbeatsTest {
    private static final Beat BEAT = new Beat("tocsin-canary-tocsin", Duration.ofMillis(2_500));

    private static AwsPorts ports(URI endpoint) {
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_REGION", "us-west-2");
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        environment.put("TOCSIN_CANARY", "tocsin-canary-other");
        return AwsPorts.of(environment);
    }

    @Test
    void a_heartbeat_is_a_datapoint_of_the_metric_that_the_templates_alarms_look_for_in_that_region() {
        try (var wire = new Wire(number -> Wire.answer(200, ""))) {
            ports(wire.uri()).heartbeats().tell("us-east-2", BEAT);

            assertThat(wire.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request)
                            .contains("PutMetricData")
                            .contains("/us-east-2/monitoring/aws4_request")
                            .contains("Tocsin", "Heartbeat", "Canary", "tocsin-canary-tocsin", "Seconds"));
        }
    }

    @Test
    void where_nobody_listens_it_is_not_told() {
        var ports = ports(Wire.nobody());

        var failure =
                catchThrowableOfType(PortFailure.class, () -> ports.heartbeats().tell("us-east-2", BEAT));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void the_canarys_name_is_the_environments() {
        assertThat(ports(Wire.nobody()).canary()).isEqualTo("tocsin-canary-other");
    }
}
