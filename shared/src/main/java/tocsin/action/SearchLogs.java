package tocsin.action;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.Said;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Outcome.Later;
import tocsin.cloud.Logs.Results;
import tocsin.page.Cleaned;

/**
 * Searches a log by Logs Insights: for words, or for what most programs tell trouble by. Where its attempt was cut off
 * it begins anew: it only reads.
 */
final class SearchLogs implements Action {
    private static final String GROUP = "group";
    private static final String FOR = "for";
    private static final String QUERY = "query";
    private static final String COUNT = "count";
    private static final String LINES = "lines";
    private static final String TROUBLE = "/(?i)(error|exception|fatal|unable)/";
    private static final int MOST = 100;
    private static final int MOST_SHOWN = 5;
    private static final int LONGEST = 200;
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "logs.search";
    }

    @Override
    public String about() {
        return "Searches a log group of the last 15 min (since) for a text (for), or for errors; shows the newest"
                + " five.";
    }

    @Override
    public Kind kind() {
        return Kind.READS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.text(GROUP), Parameter.optional(FOR), Since.PARAMETER);
    }

    @Override
    public List<String> outputs() {
        return List.of(COUNT, LINES);
    }

    @Override
    public List<String> permissions() {
        return List.of("logs:StartQuery", "logs:GetQueryResults");
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("search " + task.text(GROUP) + " for " + sought(task));
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var query = facts.get(QUERY);
        if (query == null) {
            var from = task.now().minus(Since.of(task));
            var started = task.cloud()
                    .logs()
                    .start(task.place(), List.of(task.text(GROUP)), text(task), from, task.now(), MOST, task.timeout());
            return new Later(AGAIN, "searches " + task.text(GROUP), Map.of(QUERY, started));
        }
        var results = task.cloud().logs().results(task.place(), query, task.timeout());
        return switch (results.status()) {
            case COMPLETE -> found(task, results);
            case FAILED -> new Failed("the search of " + task.text(GROUP) + " failed");
            case RUNNING ->
                Duration.between(task.begunAt(), task.now()).compareTo(PATIENCE) > 0
                        ? new Failed("the search of " + task.text(GROUP) + " took more than " + Said.duration(PATIENCE))
                        : new Later(AGAIN, "searches " + task.text(GROUP));
        };
    }

    /** What a runbook seeks is text to the query, whatever it holds. */
    private static String text(Task task) {
        var sought = task.optional(FOR);
        var like = sought == null
                ? TROUBLE
                : "\"" + sought.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + "\"";
        return "fields @message | filter @message like " + like + " | sort @timestamp desc | limit " + MOST;
    }

    private static String sought(Task task) {
        var sought = task.optional(FOR);
        return sought == null ? "errors" : "\"" + Cleaned.line(sought, LONGEST) + "\"";
    }

    private static Outcome found(Task task, Results results) {
        var lines = results.rows().stream()
                .limit(MOST_SHOWN)
                .map(row -> Cleaned.line(String.join(" ", row), LONGEST))
                .toList();
        var count = results.rows().size();
        var outputs = new TreeMap<String, String>();
        outputs.put(COUNT, Integer.toString(count));
        outputs.put(LINES, String.join(" | ", lines));
        var many = count >= MOST ? count + " or more" : Integer.toString(count);
        return new Done(
                task.text(GROUP) + " has " + many + " lines with " + sought(task) + " of the last "
                        + Said.duration(Since.of(task)) + (lines.isEmpty() ? "" : ": " + String.join(" | ", lines)),
                outputs);
    }
}
