package tocsin.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import tocsin.PortFailure;
import tocsin.Said;
import tocsin.action.Action.Parameter;
import tocsin.action.Form;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.Metric;

/**
 * A function fails no more than it may, of late: it tells the last hour, and judges by its last five minutes, or by the
 * hour where nobody called it since. How old its last version is, is told beside it: what is new may be the cause.
 */
final class LambdaCheck implements CheckKind {
    private static final String FUNCTION = "function";
    private static final String ERRORS = "errors";
    private static final String THROTTLES = "throttles";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int USUAL_ERRORS = 5;

    /** Metrics come late: this much back is "of late". */
    private static final Duration LATELY = Duration.ofMinutes(12);

    @Override
    public String name() {
        return "lambda";
    }

    @Override
    public String about() {
        return "A function's errors of the last hour are at most so many percent (5), its throttles so many; with the"
                + " age of its last version.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Forms.needed(FUNCTION, Forms.NAME),
                Forms.optional(ERRORS, Form.NUMBER),
                Forms.optional(THROTTLES, Form.NUMBER));
    }

    @Override
    public List<String> permissions(Map<String, String> parameters) {
        return List.of(Measured.PERMISSION, "lambda:ListVersionsByFunction");
    }

    @Override
    public boolean feels() {
        return true;
    }

    @Override
    public Seen look(Look look) {
        var function = look.text(FUNCTION);
        var of = Measured.of("AWS/Lambda", "Errors", "Sum").in("FunctionName", function);
        var metrics = new ArrayList<Metric>();
        metrics.add(new Metric(
                "rate", null, null, Map.of(), null, Measured.FIVE, null, "100*errors/invocations", "error rate", true));
        metrics.add(of.as("errors", Measured.FIVE));
        metrics.add(
                new Measured(of.namespace(), "Invocations", "Sum", of.dimensions()).as("invocations", Measured.FIVE));
        metrics.add(new Measured(of.namespace(), "Throttles", "Sum", of.dimensions()).as("throttles", Measured.FIVE));
        var series = Measured.series(look, look.task().place(), metrics, HOUR);
        var throttled = sum(series.get(3));
        return errors(look, series)
                .and(Seen.of(
                        throttled <= look.number(THROTTLES, Long.MAX_VALUE), Measured.said(throttled) + " throttled"))
                .and(Seen.well(age(look)));
    }

    private static Seen errors(Look look, List<List<Datapoint>> series) {
        var most = look.number(ERRORS, USUAL_ERRORS);
        var function = look.text(FUNCTION);
        var calls = sum(series.get(2));
        var errors = sum(series.get(1));
        var lately = look.task().now().minus(LATELY);
        var newest = series.get(0).stream()
                .filter(point -> !point.at().isBefore(lately))
                .mapToDouble(Datapoint::value)
                .reduce((earlier, later) -> later);
        var hour = calls > 0 ? OptionalDouble.of(100 * errors / calls) : OptionalDouble.empty();
        var judged = newest.isPresent() ? newest : hour;
        if (judged.isEmpty()) {
            return Seen.well(function + " was not called in the last hour");
        }
        var says = function + " failed "
                + (hour.isPresent()
                        ? Measured.said(errors) + " of " + Measured.said(calls) + " calls in the last hour"
                        : Measured.said(judged.getAsDouble()) + " % of its calls")
                + (newest.isPresent() ? ", " + Measured.said(newest.getAsDouble()) + " % of the last" : "");
        return Seen.of(
                judged.getAsDouble() <= most,
                says + (judged.getAsDouble() <= most ? "" : ", expected at most " + most + " %"));
    }

    private static double sum(List<Datapoint> points) {
        return points.stream().mapToDouble(Datapoint::value).sum();
    }

    /** For people alone: that it is not known makes nothing unknown. */
    private static String age(Look look) {
        var task = look.task();
        try {
            var versions = task.cloud().functions().versions(task.place(), look.text(FUNCTION), task.timeout());
            if (versions.isEmpty()) {
                return "no version was published";
            }
            var last = versions.getLast();
            var minutes =
                    Math.max(0, Duration.between(last.publishedAt(), task.now()).toMinutes());
            return "version " + last.version() + " is " + old(Duration.ofMinutes(minutes)) + " old";
        } catch (PortFailure failure) {
            return "its versions cannot be read";
        }
    }

    private static String old(Duration age) {
        if (age.toDays() > 2) {
            return age.toDays() + " days";
        }
        return age.toHours() > 2 ? age.toHours() + " h" : Said.duration(age);
    }
}
