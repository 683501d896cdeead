package tocsin.config;

import io.avaje.jsonb.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much one runbook may do by itself, stage by stage. */
@Json
public record RunbookModes(String runbook, Map<String, Mode> stages) {
    public RunbookModes {
        stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
    }
}
