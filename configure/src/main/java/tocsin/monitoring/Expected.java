package tocsin.monitoring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.Metric;
import tocsin.config.Severity;

/**
 * An alarm as it must stand in CloudWatch.
 *
 * @param metrics empty: a composite
 * @param threshold null for a composite, and where a band is what is usual
 * @param rule of a composite, else null
 * @param severity what it is by the rules when it has just crossed its threshold; null: it is ignored
 */
public record Expected(
        String name,
        String region,
        String service,
        String description,
        List<Metric> metrics,
        @Nullable String comparison,
        @Nullable Double threshold,
        int periods,
        @Nullable String missing,
        @Nullable String rule,
        @Nullable Severity severity) {
    public Expected {
        metrics = List.copyOf(metrics);
    }

    Expected graded(Severity graded) {
        return new Expected(
                name, region, service, description, metrics, comparison, threshold, periods, missing, rule, graded);
    }

    public boolean isComposite() {
        return rule != null;
    }

    /** The metric that is the threshold, where a band is. */
    @Nullable String band() {
        return metrics.stream()
                .filter(metric ->
                        metric.expression() != null && metric.expression().startsWith("ANOMALY_DETECTION_BAND"))
                .map(Metric::id)
                .findFirst()
                .orElse(null);
    }
}
