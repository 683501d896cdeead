package tocsin.health;

import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.Said;
import tocsin.action.Action.Parameter;
import tocsin.action.DurationText;
import tocsin.action.Form;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Json;
import tocsin.alarm.Metric;

/** What CloudWatch measures, or reckons by an expression over what it measures, is on the good side of a number. */
final class MetricCheck implements CheckKind {
    private static final String EXPRESSION = "expression";
    private static final String METRICS = "metrics";
    private static final String ABOVE = "above";
    private static final String BELOW = "below";
    private static final String SINCE = "since";
    private static final String MISSING = "missing";
    private static final String REGION = "region";
    private static final String PERIOD = "period";
    private static final String ID = "[a-z][A-Za-z0-9_]{0,254}";

    /** "AWS/RDS CPUUtilization Average DBInstanceIdentifier=prod". */
    private static final String WRITTEN =
            "\\S+ \\S+ (Average|Sum|Minimum|Maximum|SampleCount|p[0-9]{1,2}(\\.[0-9]{1,2})?)( [^\\s=]+=\\S+)*";

    private static final String EXPECTED =
            "metrics by their ids: { m1: \"NAMESPACE NAME STATISTIC DIMENSION=VALUE ...\" }";
    private static final int MINUTE = 60;
    private static final Duration USUAL = Duration.ofMinutes(15);

    @Override
    public String name() {
        return "metric";
    }

    @Override
    public String about() {
        return "A metric of CloudWatch, or an expression over several, is unwell above or below a number.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Forms.optional(
                        METRICS,
                        Forms.form(
                                "metrics",
                                EXPECTED,
                                text -> text.isBlank() || !metrics(text).isEmpty())),
                Forms.optional(EXPRESSION, Form.TEXT),
                Forms.optional(ABOVE, Forms.NUMBER),
                Forms.optional(BELOW, Forms.NUMBER),
                Forms.optional(SINCE, Form.DURATION),
                Forms.optional(PERIOD, Form.DURATION),
                Forms.optional(
                        MISSING,
                        Forms.form("word", "well, unwell or unknown", text -> text.matches("well|unwell|unknown"))),
                Forms.optional(REGION, Forms.REGION));
    }

    @Override
    public String problem(Map<String, String> parameters, Duration timeout) {
        if (!parameters.containsKey(ABOVE) && !parameters.containsKey(BELOW)) {
            return "expected above or below, the number from which on it is unwell";
        }
        var metrics = metrics(parameters.getOrDefault(METRICS, ""));
        if (!parameters.containsKey(EXPRESSION) && metrics.size() != 1) {
            return "expected one of " + EXPECTED + ", or an expression over several";
        }
        return "";
    }

    @Override
    public List<String> permissions(Map<String, String> parameters) {
        return List.of(Measured.PERMISSION);
    }

    @Override
    public boolean feels() {
        return true;
    }

    private static Map<String, String> metrics(String json) {
        var metrics = new TreeMap<String, String>();
        for (var entry : Json.object(json).elements().entrySet()) {
            var text = entry.getValue() instanceof JsonObject
                    ? ""
                    : entry.getValue().text().strip();
            if (!entry.getKey().matches(ID) || !text.contains("${") && !text.matches(WRITTEN)) {
                return new TreeMap<>();
            }
            metrics.put(entry.getKey(), text);
        }
        return metrics;
    }

    @Override
    public Seen look(Look look) {
        var since = DurationText.read(look.text(SINCE, "")).orElse(USUAL);
        var period = (int) DurationText.read(look.text(PERIOD, ""))
                .orElse(Duration.ofSeconds(MINUTE))
                .toSeconds();
        var asked = new ArrayList<Metric>();
        var expression = look.optional(EXPRESSION);
        if (expression != null) {
            asked.add(new Metric("judged", null, null, Map.of(), null, period, null, expression, null, true));
        }
        metrics(look.text(METRICS, "")).forEach((id, written) -> asked.add(metric(id, written, period)));
        var place = new Place(
                look.task().place().account(),
                look.text(REGION, look.task().place().region()));
        var points = Measured.series(look, place, asked, since).getFirst();
        var called = expression != null ? expression : named(asked.getFirst());
        return points.isEmpty()
                ? missing(look, called + " was not measured within " + Said.duration(since))
                : judged(look, called, points.getLast());
    }

    private static Seen missing(Look look, String says) {
        return switch (look.text(MISSING, "unknown")) {
            case "well" -> Seen.well(says);
            case "unwell" -> Seen.unwell(says);
            default -> Seen.unknown(says);
        };
    }

    private static Seen judged(Look look, String called, Datapoint last) {
        var above = look.optional(ABOVE);
        var below = look.optional(BELOW);
        var over = above != null && last.value() > Double.parseDouble(above);
        var under = below != null && last.value() < Double.parseDouble(below);
        return Seen.of(
                !over && !under,
                called + " is " + Measured.said(last.value())
                        + (over ? ", expected at most " + above : "")
                        + (under ? ", expected at least " + below : ""));
    }

    private static String named(Metric metric) {
        return metric.namespace() + " " + metric.name();
    }

    private static Metric metric(String id, String written, int period) {
        var words = List.of(written.split("\\s+"));
        var measured = Measured.of(words.get(0), words.get(1), words.get(2));
        for (var dimension : words.subList(3, words.size())) {
            var equals = dimension.indexOf('=');
            measured = measured.in(dimension.substring(0, equals), dimension.substring(equals + 1));
        }
        return measured.as(id, period);
    }
}
