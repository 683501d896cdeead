package tocsin.alarm;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what an alarm watches, and says what its metrics have in common. */
final class Watched {
    private Watched() {}

    /** The metrics of an SNS message's Trigger: one named there itself, or the queries of metric math. */
    static List<Metric> byTrigger(Fields trigger) {
        var queries = queries(trigger);
        if (!queries.isEmpty() || trigger.text("MetricName", "Namespace") == null) {
            return queries;
        }
        return List.of(metric(Fields.NONE, trigger, trigger));
    }

    /** The queries in the field "metrics": metrics with their statistic, and expressions over them. */
    static List<Metric> queries(Fields configuration) {
        return configuration.list("metrics").stream().map(Watched::query).toList();
    }

    private static Metric query(Fields query) {
        var stat = query.fields("metricStat");
        return stat.isEmpty() ? metric(query, query, query) : metric(query, stat, stat.fields("metric"));
    }

    private static Metric metric(Fields query, Fields stat, Fields metric) {
        var dimensions = metric.pairs("dimensions");
        return new Metric(
                query.text("id"),
                metric.text("namespace"),
                metric.text("metricName", "name"),
                dimensions == null ? Map.of() : dimensions,
                statistic(stat.text("extendedStatistic", "stat", "statistic")),
                seconds(stat.number("period")),
                stat.text("unit"),
                query.text("expression"),
                query.text("label"),
                !Boolean.FALSE.equals(query.flag("returnData"))); // left out, CloudWatch returns it
    }

    /** SNS shouts the statistics (AVERAGE, SAMPLE_COUNT) that every other way, and the API, writes as Average. */
    private static @Nullable String statistic(@Nullable String written) {
        return written == null
                ? null
                : switch (written.toUpperCase(Locale.ROOT)) {
                    case "AVERAGE" -> "Average";
                    case "SUM" -> "Sum";
                    case "MINIMUM" -> "Minimum";
                    case "MAXIMUM" -> "Maximum";
                    case "SAMPLE_COUNT", "SAMPLECOUNT" -> "SampleCount";
                    default -> written;
                };
    }

    private static @Nullable Integer seconds(@Nullable Double number) {
        return number == null ? null : (Integer) number.intValue();
    }

    /** The namespace of all metrics; null where they differ, or where there is none. */
    static @Nullable String namespace(List<Metric> metrics) {
        return shared(metrics, Metric::namespace);
    }

    /** The name of all metrics; null where they differ, or where there is none. */
    static @Nullable String name(List<Metric> metrics) {
        return shared(metrics, Metric::name);
    }

    private static @Nullable String shared(List<Metric> metrics, Function<Metric, @Nullable String> fact) {
        var facts =
                metrics.stream().map(fact).filter(Objects::nonNull).distinct().toList();
        return facts.size() == 1 ? facts.getFirst() : null;
    }
}
