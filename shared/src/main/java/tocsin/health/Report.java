package tocsin.health;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * What one sweep of a stage found.
 *
 * @param results in the order of tocsin.yaml
 * @param took milliseconds, from the first look to the last
 */
@Json
public record Report(String stage, List<Result> results, Verdict verdict, long took) {
    public Report {
        results = List.copyOf(results);
    }

    /** Whether something is unwell. What is not known is not unwell, and is told beside it. */
    public boolean unwell() {
        return results.stream().anyMatch(result -> result.state() == State.UNWELL);
    }
}
