package tocsin.action;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tocsin.Said;
import tocsin.action.Outcome.Done;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.Metric;

/** What CloudWatch has measured lately: the last value, the highest and the lowest. */
final class ReadMetric implements Action {
    static final String NAMESPACE = "namespace";
    static final String NAME = "name";
    static final Parameter DIMENSIONS = Parameter.of(
                    "dimensions",
                    Form.matching(
                            "NAME=VALUE ...",
                            "dimensions such as FunctionName=api, several with spaces between",
                            "\\s*([^\\s=]+=\\S*(\\s+|$))*"))
            .unlessGiven();
    static final Parameter STAT = Parameter.of(
                    "stat",
                    Form.matching(
                            "statistic",
                            "a statistic such as Average, Sum or p99",
                            "Average|Sum|Minimum|Maximum|SampleCount|p[0-9]{1,2}(\\.[0-9]{1,2})?"))
            .unlessGiven();
    private static final Parameter SINCE = Since.PARAMETER;

    /** What an output says where nothing was measured; no number, so that no comparison holds. */
    static final String NONE = "none";

    static final int MINUTE = 60;
    private static final Duration BY_THE_MINUTE = Duration.ofHours(3);

    @Override
    public String name() {
        return "metric.read";
    }

    @Override
    public String about() {
        return "Reads a metric of CloudWatch since a while ago; where nothing was measured, each output is none.";
    }

    @Override
    public Action.Kind kind() {
        return Action.Kind.READS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.text(NAMESPACE), Parameter.text(NAME), DIMENSIONS, STAT, SINCE);
    }

    @Override
    public List<String> outputs() {
        return List.of("last", "highest", "lowest");
    }

    @Override
    public List<String> permissions() {
        return List.of("cloudwatch:GetMetricData");
    }

    @Override
    public Plan plan(Task task) {
        var metric = metric(task);
        return Plan.Would.nothing("read " + called(metric) + " of the last " + Said.duration(Since.of(task)));
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var metric = metric(task);
        var from = task.now().minus(Since.of(task));
        var points = task.world().cloudWatch().read(task.place(), List.of(metric), from, task.now()).stream()
                .flatMap(series -> series.datapoints().stream())
                .toList();
        var within = " within " + Said.duration(Since.of(task));
        if (points.isEmpty()) {
            return told(NONE, NONE, NONE, "nothing was measured of " + called(metric) + within);
        }
        var last = points.getLast();
        var highest = text(points.stream().mapToDouble(Datapoint::value).max().orElseThrow());
        var lowest = text(points.stream().mapToDouble(Datapoint::value).min().orElseThrow());
        return told(
                text(last.value()),
                highest,
                lowest,
                called(metric) + " was " + text(last.value()) + " at " + Said.time(last.at()) + "; between " + lowest
                        + " and " + highest + within);
    }

    private static Outcome told(String last, String highest, String lowest, String says) {
        var outputs = new TreeMap<String, String>();
        outputs.put("last", last);
        outputs.put("highest", highest);
        outputs.put("lowest", lowest);
        return new Done(says, outputs);
    }

    static String text(double value) {
        var whole = Double.isFinite(value) ? BigDecimal.valueOf(value).stripTrailingZeros() : BigDecimal.ZERO;
        return whole.toPlainString();
    }

    private static String called(Metric metric) {
        return metric.namespace() + " " + metric.name() + " (" + metric.stat() + ")";
    }

    private static Metric metric(Task task) {
        var stat = Objects.requireNonNullElse(STAT.orNull(task), "Average");
        var period = Since.of(task).compareTo(BY_THE_MINUTE) > 0 ? 5 * MINUTE : MINUTE;
        return new Metric(
                "read", task.text(NAMESPACE), task.text(NAME), dimensions(task), stat, period, null, null, null, true);
    }

    static Map<String, String> dimensions(Task task) {
        var dimensions = new LinkedHashMap<String, String>();
        var written = Objects.requireNonNullElse(DIMENSIONS.orNull(task), "").strip();
        for (var dimension : written.isEmpty() ? List.<String>of() : List.of(written.split("\\s+"))) {
            var equals = dimension.indexOf('=');
            dimensions.put(dimension.substring(0, equals), dimension.substring(equals + 1));
        }
        return dimensions;
    }
}
