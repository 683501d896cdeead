package tocsin.triage;

import java.util.Collections;
import java.util.List;
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
 * @param log what the service's log says, or null where nobody asked
 */
public record Readings(
        Map<String, Double> observed,
        Map<String, Now> states,
        @Nullable Log log) {
    public static final Readings NONE = new Readings(Collections.emptyMap(), Collections.emptyMap(), null);

    /** Of alarms alone. */
    public Readings(Map<String, Double> observed, Map<String, Now> states) {
        this(observed, states, null);
    }

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

    /** What a log says, or why it does not. */
    public sealed interface Log {
        /**
         * @param lines of trouble, the newest last, made fit to be shown
         */
        record Said(List<String> lines) implements Log {
            public Said {
                lines = List.copyOf(lines);
            }
        }

        /** It could not be read, and is not asked again: what is late by then is in the log. */
        record Unread(String because) implements Log {}
    }

    @Nullable Double observed(AlarmId id) {
        return observed.get(id.text());
    }

    @Nullable Now state(AlarmId id) {
        return states.get(id.text());
    }
}
