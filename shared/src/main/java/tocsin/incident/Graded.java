package tocsin.incident;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;
import tocsin.config.Severity;

/**
 * A severity that a person has given.
 *
 * @param over the worst severity of the signals at that time: only what is worse than that counts again by itself
 */
@Json
public record Graded(
        Severity severity,
        String because,
        String by,
        @Nullable Severity over) {
    /** What counts, where the signals by themselves are as bad as this. */
    public boolean counts(Severity worst) {
        return !worst.worseThan(severity) || over != null && !worst.worseThan(over);
    }
}
