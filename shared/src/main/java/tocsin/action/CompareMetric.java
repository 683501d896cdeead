package tocsin.action;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import tocsin.Said;
import tocsin.action.Outcome.Done;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.Metric;

/** A metric since an instant, such as a deployment's, against the hour before it. */
final class CompareMetric implements Action {
    private static final Duration BEFORE = Duration.ofHours(1);
    private static final String PER = "per";
    private static final Parameter SINCE = Parameter.of(
            "since",
            new Form("instant", "an instant such as 2026-02-02T03:00:00Z", Form.Care.NONE, text -> isInstant(text)));
    private static final Parameter BY =
            Parameter.of("by", Form.matching("number", "a number such as 0.5", "[0-9]{1,9}(\\.[0-9]{1,6})?"));

    private static boolean isInstant(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeParseException none) {
            return false;
        }
    }

    @Override
    public String name() {
        return "metric.compare";
    }

    @Override
    public String about() {
        return "Compares a metric of CloudWatch since an instant with the hour before it; with per, its percentage of"
                + " another one: 0 of none. Worse is higher by half as much again, and by more than by; unknown where"
                + " nothing was measured.";
    }

    @Override
    public Kind kind() {
        return Kind.READS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.text(ReadMetric.NAMESPACE),
                Parameter.text(ReadMetric.NAME),
                ReadMetric.DIMENSIONS,
                ReadMetric.STAT,
                Parameter.optional(PER),
                SINCE,
                BY);
    }

    @Override
    public List<String> outputs() {
        return List.of("worse", "before", "after");
    }

    @Override
    public List<String> words(String output) {
        return output.equals("worse") ? List.of("yes", "no", "unknown") : List.of();
    }

    @Override
    public List<String> permissions() {
        return List.of("cloudwatch:GetMetricData");
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("compare " + called(task) + " with the hour before");
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var since = Instant.parse(SINCE.of(task));
        var datapoints = read(task, since.minus(BEFORE));
        var before =
                datapoints.stream().filter(point -> point.at().isBefore(since)).toList();
        var after =
                datapoints.stream().filter(point -> !point.at().isBefore(since)).toList();
        var by = Double.parseDouble(BY.of(task));
        var compared = task.optional(PER) == null
                ? Worsening.of(before, after, by)
                : Worsening.ofPercentages(before, after, by);
        var outputs = new TreeMap<String, String>();
        outputs.put("worse", compared.worse());
        outputs.put("before", text(compared.before()));
        outputs.put("after", text(compared.after()));
        return new Done(
                called(task) + " since " + Said.time(since) + " is " + text(compared.after()) + " on average, and was "
                        + text(compared.before()) + " in the hour before: worse: " + compared.worse(),
                outputs);
    }

    private static String text(OptionalDouble value) {
        return value.isEmpty() ? ReadMetric.NONE : ReadMetric.text(Math.rint(value.getAsDouble() * 1_000) / 1_000);
    }

    private static List<Datapoint> read(Task task, Instant from) {
        var metrics = metrics(task);
        var compared = Objects.requireNonNull(metrics.getFirst().id());
        return task.world().cloudWatch().read(task.place(), metrics, from, task.now()).stream()
                .filter(series -> compared.equals(series.id()))
                .flatMap(series -> series.datapoints().stream())
                .toList();
    }

    /** What is compared comes first. */
    private static List<Metric> metrics(Task task) {
        var stat = Objects.requireNonNullElse(ReadMetric.STAT.orNull(task), "Average");
        var name = task.text(ReadMetric.NAME);
        var per = task.optional(PER);
        if (per == null) {
            return List.of(metric(task, "compared", name, stat));
        }
        var metrics = new ArrayList<Metric>();
        var expression = "100*" + id(name) + "/" + id(per);
        metrics.add(new Metric("compared", null, null, Map.of(), null, null, null, expression, null, true));
        metrics.add(metric(task, id(name), name, "Sum"));
        metrics.add(metric(task, id(per), per, "Sum"));
        return metrics;
    }

    private static Metric metric(Task task, String id, String name, String stat) {
        return new Metric(
                id,
                task.text(ReadMetric.NAMESPACE),
                name,
                ReadMetric.dimensions(task),
                stat,
                ReadMetric.MINUTE,
                null,
                null,
                null,
                true);
    }

    /** As an expression may name it. */
    private static String id(String metric) {
        var letters = metric.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
        return Character.isDigit(letters.charAt(0)) ? "m" + letters : letters;
    }

    private static String called(Task task) {
        var per = task.optional(PER);
        return task.text(ReadMetric.NAMESPACE) + " " + task.text(ReadMetric.NAME)
                + (per == null ? "" : " in percent of " + per);
    }
}
