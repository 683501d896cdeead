package tocsin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tocsin.PortFailure;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Metric;

/** A metric's picture: what CloudWatch is asked to draw. moto draws nothing. */
@Timeout(60)
class MetricWidgetTest {
    private static final Instant FROM = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-02T12:00:00Z");

    private static Metric metric(@Nullable String id, String name, String stat) {
        var dimensions = new LinkedHashMap<String, String>();
        dimensions.put("FunctionName", "valine-prod-api");
        dimensions.put("Resource", "valine-prod-api:live");
        return new Metric(id, "AWS/Lambda", name, dimensions, stat, 60, null, null, null, false);
    }

    private static Metric rate() {
        return new Metric("rate", null, null, Map.of(), null, 60, null, "100*e/i", "error rate", true);
    }

    @Test
    void one_metric_is_drawn_with_its_threshold() {
        assertThat(MetricWidget.of(List.of(metric(null, "Errors", "SUM")), 80.5, FROM, TO))
                .isEqualTo("{\"view\":\"timeSeries\",\"width\":600,\"height\":260,\"start\":\"2026-03-02T10:00:00Z\","
                        + "\"end\":\"2026-03-02T12:00:00Z\",\"timezone\":\"+0000\",\"metrics\":[[\"AWS/Lambda\",\"Errors\","
                        + "\"FunctionName\",\"valine-prod-api\",\"Resource\",\"valine-prod-api:live\","
                        + "{\"id\":\"series0\",\"visible\":true,\"period\":60,\"stat\":\"Sum\"}]],"
                        + "\"annotations\":{\"horizontal\":[{\"label\":\"threshold\",\"value\":80.5}]}}");
    }

    @Test
    void of_an_expression_only_what_the_alarm_compares_is_shown() {
        assertThat(MetricWidget.of(
                        List.of(rate(), metric("e", "Errors", "Sum"), metric("i", "Invocations", "Sum")),
                        null,
                        FROM,
                        TO))
                .contains("[{\"id\":\"rate\",\"visible\":true,\"label\":\"error rate\",\"period\":60,"
                        + "\"expression\":\"100*e/i\"}]")
                .contains("{\"id\":\"e\",\"visible\":false", "{\"id\":\"i\",\"visible\":false")
                .doesNotContain("annotations");
    }

    @Test
    void cloudwatch_is_asked_in_the_alarms_region_and_an_answer_without_a_picture_is_none() {
        try (var wire = new Wire(number -> Wire.answer(200, ""))) {
            var environment = new HashMap<String, String>();
            environment.put("AWS_REGION", "us-west-2");
            environment.put("AWS_ACCESS_KEY_ID", "test");
            environment.put("AWS_SECRET_ACCESS_KEY", "test");
            environment.put("AWS_ENDPOINT_URL", wire.uri().toString());
            environment.put("TOCSIN_PAGES_QUEUE", "https://sqs.us-west-2.amazonaws.com/111122223333/pages");
            var cloudWatch = AwsPorts.of(environment).cloudWatch();
            var place = new Place("111122223333", "us-east-1");
            var metrics = List.of(metric("m", "Errors", "Sum"));

            var failure =
                    catchThrowableOfType(PortFailure.class, () -> cloudWatch.picture(place, metrics, 1.0, FROM, TO));

            assertThat(failure).hasMessageContaining("GetMetricWidgetImage");
            assertThat(wire.requests())
                    .singleElement()
                    .asString()
                    .contains("GetMetricWidgetImage", "/us-east-1/monitoring/aws4_request", "valine-prod-api:live");
        }
    }
}
