package tocsin.action;

import java.util.List;
import java.util.OptionalDouble;
import tocsin.alarm.CloudWatch.Datapoint;

/**
 * Whether a metric has become worse than it was: on average by half as much again, and by more than what a quiet minute
 * makes of it. Both, since of a small number half is nothing, and of a large one a little is nothing.
 *
 * @param before its average before; empty where nothing was measured
 * @param by so much more at the least, in the metric's own unit
 */
record Worsening(OptionalDouble before, OptionalDouble after, double by) {
    private static final double MORE = 1.5;

    static Worsening of(List<Datapoint> before, List<Datapoint> after, double by) {
        return new Worsening(average(before), average(after), by);
    }

    /** Where nobody called before, there is no percentage, and nothing failed: 0. */
    static Worsening ofPercentages(List<Datapoint> before, List<Datapoint> after, double by) {
        return new Worsening(OptionalDouble.of(average(before).orElse(0)), average(after), by);
    }

    private static OptionalDouble average(List<Datapoint> datapoints) {
        return datapoints.stream().mapToDouble(Datapoint::value).average();
    }

    /** "yes", "no"; "unknown" where nothing was measured on one side: then nobody can say. */
    String worse() {
        if (before.isEmpty() || after.isEmpty()) {
            return "unknown";
        }
        var was = before.getAsDouble();
        var is = after.getAsDouble();
        return is - was > by && is > was * MORE ? "yes" : "no";
    }
}
