package tocsin.monitoring;

import org.jspecify.annotations.Nullable;

/**
 * A metric that CloudWatch makes of log lines.
 *
 * @param value what a line counts: a number, or a field of the pattern
 * @param otherwise what a line counts that does not match; null: nothing
 */
record LogFilter(
        String service,
        String group,
        String pattern,
        String namespace,
        String metric,
        String value,
        @Nullable Integer otherwise,
        String unit) {}
