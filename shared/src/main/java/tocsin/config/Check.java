package tocsin.config;

import io.avaje.jsonb.Json;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the health sweep looks at, in one stage, with that stage's names.
 *
 * @param name tells it from the stage's others, and outlives a sweep: "database-available"
 * @param service whose it is, by name, in the same stage
 * @param kind what it asks: "http", "rds"
 * @param parameters what the kind is told, by name; what is not plain text is JSON
 * @param timeout after which it is not waited for
 * @param after in how many sweeps in a row it is unwell before that is trouble; 1: at once
 * @param severity how bad it is; null: as the severity rules say of the sweep's metric
 */
@Json
public record Check(
        String stage,
        String name,
        String service,
        Layer layer,
        String kind,
        Map<String, String> parameters,
        Duration timeout,
        int after,
        @Nullable Severity severity) {
    /** What is waited for one where the file says nothing. */
    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);

    /** No check may take more of the sweep's time than that. */
    public static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(20);

    public Check {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** The key under which all that is known of its service is stored: {@code prod/api}. */
    public String partition() {
        return stage + "/" + service;
    }
}
