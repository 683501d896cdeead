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
 * @param states what an alarm is in now whose reason to be withheld has ended, likewise
 * @param notAsked those of which nobody has asked yet how they stand: they are waited for
 * @param log what the service's log says, or null where nobody asked
 */
public record Readings(
        Map<String, Double> observed,
        Map<String, Now> states,
        List<String> notAsked,
        @Nullable Log log) {
    public static final Readings NONE = new Readings(Collections.emptyMap(), Collections.emptyMap());

    /** Of alarms alone. */
    public Readings(Map<String, Double> observed, Map<String, Now> states) {
        this(observed, states, List.of(), null);
    }

    public Readings {
        observed = Collections.unmodifiableMap(new TreeMap<>(observed));
        states = Collections.unmodifiableMap(new TreeMap<>(states));
        notAsked = List.copyOf(notAsked);
    }

    /**
     * An alarm now.
     *
     * @param muted whether a mute rule of CloudWatch holds it
     * @param suppressedBy what suppresses it, or null
     */
    public record Now(
            AlarmState state, boolean muted, @Nullable String suppressedBy) {}

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

    boolean isNotAsked(AlarmId id) {
        return notAsked.contains(id.text());
    }
}
