package tocsin.aws;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.Metric;

/**
 * The queries of GetMetricData for metrics as alarms name them. All are returned, so that each metric asked for has its
 * series; an id that is missing or not allowed is made up, unless an expression may stand on it.
 */
record MetricQueries(List<MetricDataQuery> queries) {
    private static final int USUAL_PERIOD = 60;

    MetricQueries {
        queries = List.copyOf(queries);
    }

    static MetricQueries of(List<Metric> metrics) {
        Set<String> taken = new HashSet<>();
        metrics.forEach(metric -> taken.add(String.valueOf(metric.id())));
        List<MetricDataQuery> queries = new ArrayList<>();
        for (var metric : metrics) {
            queries.add(query(metric, allowed(metric.id()) ? String.valueOf(metric.id()) : fresh(taken)));
        }
        return new MetricQueries(queries);
    }

    String id(int index) {
        return queries.get(index).id();
    }

    private static boolean allowed(@Nullable String id) {
        return id != null && id.matches("[a-z][a-zA-Z0-9_]{0,254}");
    }

    private static String fresh(Set<String> taken) {
        var number = 0;
        while (!taken.add("series" + number)) {
            number++;
        }
        return "series" + number;
    }

    private static MetricDataQuery query(Metric metric, String id) {
        var query = MetricDataQuery.builder().id(id).returnData(true);
        var period = metric.period() == null ? USUAL_PERIOD : metric.period();
        return metric.expression() == null
                ? query.metricStat(stat(metric, period)).build()
                : query.expression(metric.expression()).period(period).build();
    }

    private static MetricStat stat(Metric metric, int period) {
        if (metric.name() == null || metric.stat() == null) {
            throw new PortFailure(Kind.REFUSED, "a metric without name or statistic cannot be read: " + metric);
        }
        return MetricStat.builder()
                .metric(of -> of.namespace(metric.namespace())
                        .metricName(metric.name())
                        .dimensions(dimensions(metric.dimensions())))
                .period(period)
                .stat(spelled(metric.stat()))
                .unit(metric.unit())
                .build();
    }

    /** SNS spells statistics in its own way. */
    static String spelled(String stat) {
        return switch (stat) {
            case "AVERAGE" -> "Average";
            case "SUM" -> "Sum";
            case "MINIMUM" -> "Minimum";
            case "MAXIMUM" -> "Maximum";
            case "SAMPLE_COUNT" -> "SampleCount";
            default -> stat;
        };
    }

    private static List<Dimension> dimensions(Map<String, String> dimensions) {
        return dimensions.entrySet().stream()
                .map(dimension -> Dimension.builder()
                        .name(dimension.getKey())
                        .value(dimension.getValue())
                        .build())
                .toList();
    }
}
