package tocsin.incident;

import org.jspecify.annotations.Nullable;
import tocsin.alarm.Transition;
import tocsin.config.Severity;

/**
 * What was decided about one transition, and why.
 *
 * @param partition where it was decided: the service, or what takes those without one
 * @param incident what people call the incident it belongs to, or null
 * @param hears who hears of it, in words
 */
public record Decided(
        Transition transition,
        String partition,
        Outcome outcome,
        @Nullable String incident,
        @Nullable Severity severity,
        String hears,
        String because) {
    /** The kinds of decision. */
    public enum Outcome {
        /** A copy of what is known. */
        DROPPED,
        /** Older than what is known. */
        STALE,
        /** A copy that brought what the first one lacked. */
        COMPLETED,
        /** Not ours to act on, by rule. */
        IGNORED,
        /** No service claims it. */
        UNMATCHED,
        /** No data any more. */
        BLIND,
        /** Withheld for now. */
        HELD,
        /** It opened an incident. */
        OPENED,
        /** It belongs to an incident that was open. */
        JOINED,
        /** It belongs to the incident of a service that its own needs. */
        SYMPTOM,
        /** Well again. */
        RECOVERED,
        /** Only its standing was noted. */
        NOTED
    }
}
