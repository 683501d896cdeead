package tocsin.aws;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonDouble;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.Metric;

/** What GetMetricWidgetImage is to draw, in the words of a dashboard's source. */
final class MetricWidget {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();
    private static final int WIDTH = 600;
    private static final int HEIGHT = 260;

    private MetricWidget() {}

    static String of(List<Metric> metrics, @Nullable Double threshold, Instant from, Instant to) {
        var queries = MetricQueries.of(metrics);
        var drawn = JsonArray.create();
        for (var index = 0; index < metrics.size(); index++) {
            drawn.add(metric(metrics.get(index), queries.id(index), metrics.size() == 1));
        }
        var widget = JsonObject.create()
                .add("view", "timeSeries")
                .add("width", WIDTH)
                .add("height", HEIGHT)
                .add("start", from.toString())
                .add("end", to.toString())
                .add("timezone", "+0000")
                .add("metrics", drawn);
        if (threshold != null) {
            var line = JsonObject.create().add("label", "threshold").add("value", JsonDouble.of(threshold));
            widget.add(
                    "annotations",
                    JsonObject.create().add("horizontal", JsonArray.create().add(line)));
        }
        return JSON.toJson(widget);
    }

    private static JsonArray metric(Metric metric, String id, boolean alone) {
        var said = JsonArray.create();
        var how = JsonObject.create().add("id", id).add("visible", alone || metric.returned());
        if (metric.label() != null) {
            how.add("label", metric.label());
        }
        if (metric.period() != null) {
            how.add("period", metric.period());
        }
        if (metric.expression() != null) {
            return said.add(how.add("expression", metric.expression()));
        }
        said.add(String.valueOf(metric.namespace())).add(String.valueOf(metric.name()));
        metric.dimensions().forEach((name, value) -> said.add(name).add(value));
        return said.add(how.add("stat", MetricQueries.spelled(String.valueOf(metric.stat()))));
    }
}
