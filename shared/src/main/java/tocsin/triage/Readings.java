package tocsin.triage;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmId;
import tocsin.alarm.AlarmState;

/**
 * What CloudWatch itself said, asked just before a look.
 *
 * @param observed the newest value of an alarm's metric, by the alarm's id as text
 * @param states what an alarm withheld by CloudWatch is in now, likewise
 */
public record Readings(Map<String, Double> observed, Map<String, Now> states) {
    public static final Readings NONE = new Readings(Collections.emptyMap(), Collections.emptyMap());

    public Readings {
        observed = Collections.unmodifiableMap(new TreeMap<>(observed));
        states = Collections.unmodifiableMap(new TreeMap<>(states));
    }

    /**
     * An alarm now.
     *
     * @param held whether it is still muted or suppressed
     */
    public record Now(AlarmState state, boolean held) {}

    @Nullable Double observed(AlarmId id) {
        return observed.get(id.text());
    }

    @Nullable Now state(AlarmId id) {
        return states.get(id.text());
    }
}
