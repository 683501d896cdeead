package tocsin.runbook;

import io.avaje.jsonb.Json;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.config.Pattern;

/**
 * A document that people read and Tocsin runs, as the build compiled it.
 *
 * @param name its file's name without ".md"; what tocsin.yaml calls it
 * @param when the alarms that it answers; null where it is only run by hand
 * @param proof how it is known that it helped; null only of one that changes nothing, or is in the shadow everywhere
 */
@Json
public record Runbook(
        String name,
        String title,
        @Nullable Pattern when,
        List<Step> steps,
        @Nullable Proof proof) {
    public Runbook {
        steps = List.copyOf(steps);
    }

    /**
     * One thing to do.
     *
     * @param title the heading above it
     * @param text what the document says to it
     * @param parameters as they were written: references are filled in when the step is run
     * @param given when to do it; null: always
     * @param line where it stands in its file
     */
    @Json
    public record Step(
            String id,
            String title,
            String text,
            String action,
            Map<String, String> parameters,
            @Nullable Given given,
            int line) {
        public Step {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }

        /** The same with another value of one parameter. */
        public Step with(String parameter, String value) {
            var changed = new LinkedHashMap<>(parameters);
            changed.put(parameter, value);
            return new Step(id, title, text, action, changed, given, line);
        }
    }

    /**
     * What must hold before it is believed.
     *
     * @param alarm the alarm is OK, and a fresh datapoint is on the good side of its threshold
     * @param probe the service's probe is well
     * @param within so soon it must hold
     * @param lasts so long it must go on holding
     */
    @Json
    public record Proof(boolean alarm, boolean probe, Duration within, Duration lasts, int line) {}
}
