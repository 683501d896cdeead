package tocsin.runbook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.Said;
import tocsin.action.Task;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.Transition;
import tocsin.cloud.Logs;
import tocsin.incident.Deployment;

/**
 * What is seen before anything changes, kept in the story for whoever is woken: the metric, what was deployed, what the
 * log says. What cannot be read is said, and holds nothing up.
 */
public final class Evidence {
    /** What the engine itself asks of AWS for it, in IAM's words. */
    public static final List<String> PERMISSIONS = List.of("logs:FilterLogEvents");

    private static final Duration BACK = Duration.ofMinutes(15);
    private static final Duration RECENT = Duration.ofHours(2);
    private static final int MOST_POINTS = 5;
    private static final int MOST_LINES = 3;
    private static final int LONGEST_LINE = 160;

    /** The words by which most programs tell of trouble. */
    private static final String TROUBLE = "?ERROR ?Error ?Exception ?FATAL ?Unable";

    private Evidence() {}

    /** @param logs the log group of the service, or null */
    static String gather(Task task, @Nullable Transition transition, @Nullable String logs) {
        var sentences = new ArrayList<String>();
        if (transition != null) {
            sentences.add(metric(task, transition));
        }
        sentences.add(deployed(task.world().past().deployments(), task.now()));
        if (logs != null) {
            sentences.add(lines(task, logs));
        }
        return String.join("; ", sentences);
    }

    private static String metric(Task task, Transition transition) {
        var place = transition.place();
        if (place == null || transition.metrics().isEmpty()) {
            return "no metric is known of " + transition.alarm();
        }
        try {
            var series = task.world()
                    .cloudWatch()
                    .read(place, transition.metrics(), task.now().minus(BACK), task.now());
            for (var position = 0;
                    position < Math.min(series.size(), transition.metrics().size());
                    position++) {
                if (transition.metrics().get(position).returned()) {
                    return transition.alarm() + points(series.get(position).datapoints());
                }
            }
            return "no metric of " + transition.alarm() + " is returned";
        } catch (PortFailure failure) {
            return "the metric of " + transition.alarm() + " cannot be read: " + failure.getMessage();
        }
    }

    private static String points(List<Datapoint> all) {
        if (all.isEmpty()) {
            return " has no datapoint of the last " + Said.duration(BACK);
        }
        var last = all.subList(Math.max(0, all.size() - MOST_POINTS), all.size());
        return " was "
                + last.stream().map(point -> Breach.number(point.value())).collect(Collectors.joining(", "))
                + ", last at " + Said.time(last.getLast().at());
    }

    private static String deployed(List<Deployment> deployments, Instant now) {
        var recent = deployments.stream()
                .filter(each -> each.at().isAfter(now.minus(RECENT)))
                .map(each -> each.version() + (each.migration() ? " with a migration" : "") + " was deployed by "
                        + each.by() + " at " + Said.time(each.at()))
                .toList();
        return recent.isEmpty()
                ? "no deployment was told of in the last " + Said.duration(RECENT)
                : String.join(", ", recent);
    }

    private static String lines(Task task, String group) {
        try {
            var lines = Logs.newest(
                    task.cloud().logs(),
                    task.place(),
                    group,
                    TROUBLE,
                    task.now().minus(BACK),
                    task.now(),
                    MOST_LINES,
                    task.timeout());
            return lines.isEmpty()
                    ? group + " tells of no trouble in the last " + Said.duration(BACK)
                    : group + " says "
                            + lines.stream()
                                    .map(line -> "\"" + harmless(line.text()) + "\"")
                                    .collect(Collectors.joining(", "));
        } catch (PortFailure failure) {
            return group + " cannot be read: " + failure.getMessage();
        }
    }

    /** Anybody may have written it, and not for this. */
    private static String harmless(String line) {
        var one = line.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return one.length() <= LONGEST_LINE ? one : one.substring(0, LONGEST_LINE) + "...";
    }
}
