package tocsin.alarm;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what kind of alarm a message is about. */
final class Kinds {
    private static final Pattern BAND = Pattern.compile("(Lower|Upper)Threshold");
    private static final Pattern EXTENDED =
            Pattern.compile("(p|tm|tc|ts|wm)\\d+(\\.\\d+)?|(tm|tc|ts|wm|pr)\\(.*\\)|iqm", Pattern.CASE_INSENSITIVE);

    private Kinds() {}

    static AlarmKind of(AlarmMessage message, List<Metric> metrics) {
        if (message.composite()) {
            return AlarmKind.COMPOSITE;
        }
        if (message.contributes()) {
            return AlarmKind.CONTRIBUTOR;
        }
        return message.reasonData().has("recentLowerThresholds", "recentUpperThresholds")
                ? AlarmKind.ANOMALY
                : of(message.comparison(), metrics);
    }

    /** Of an alarm on metrics, by what it is made of. */
    static AlarmKind of(@Nullable String comparison, List<Metric> metrics) {
        return comparedWithBand(comparison, metrics) ? AlarmKind.ANOMALY : byMetrics(metrics);
    }

    private static boolean comparedWithBand(@Nullable String comparison, List<Metric> metrics) {
        return (comparison != null && BAND.matcher(comparison).find())
                || metrics.stream().anyMatch(metric -> isBand(metric.expression()));
    }

    private static boolean isBand(@Nullable String expression) {
        return expression != null && expression.contains("ANOMALY_DETECTION_BAND");
    }

    private static AlarmKind byMetrics(List<Metric> metrics) {
        if (metrics.size() > 1 || metrics.stream().anyMatch(metric -> metric.expression() != null)) {
            return AlarmKind.MATH;
        }
        return metrics.stream().anyMatch(metric -> isExtended(metric.stat())) ? AlarmKind.PERCENTILE : AlarmKind.METRIC;
    }

    private static boolean isExtended(@Nullable String statistic) {
        return statistic != null && EXTENDED.matcher(statistic).matches();
    }
}
