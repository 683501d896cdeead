package tocsin.config;

import io.avaje.jsonb.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which alarms one runbook answers, and how much it may do by itself, stage by stage.
 *
 * @param when the alarms, from the runbook's own front matter; null where it answers none and is only run by hand
 */
@Json
public record RunbookModes(String runbook, @Nullable Pattern when, Map<String, Mode> stages) {
    public RunbookModes {
        stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
    }

    /** Whether it answers what is described. */
    public boolean answers(Description description) {
        return when != null && when.matches(description);
    }
}
