package tocsin.config;

import org.jspecify.annotations.Nullable;

/**
 * How bad an alarm is, and why.
 *
 * @param rule which of the severity rules decided, counted from 0; null where none matched
 * @param lackedObserved whether the rule asks for the last datapoint and the message brought none: it counts as
 *     matched, and the story says so
 * @param mayRise whether another last datapoint would make it worse: then the metric is read again while it stands
 */
public record Classified(
        Severity severity, String because, @Nullable Integer rule, boolean lackedObserved, boolean mayRise) {}
