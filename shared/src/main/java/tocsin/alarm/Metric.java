package tocsin.alarm;

import io.avaje.jsonb.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One metric, or one expression over metrics, that an alarm watches. It holds what is needed to read it again.
 *
 * @param period seconds
 * @param returned whether it is the one compared with the threshold
 */
@Json
public record Metric(
        @Nullable String id,
        @Nullable String namespace,
        @Nullable String name,
        Map<String, String> dimensions,
        @Nullable String stat,
        @Nullable Integer period,
        @Nullable String unit,
        @Nullable String expression,
        @Nullable String label,
        boolean returned) {
    public Metric {
        dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions)); // keeps the order that arrived
    }
}
