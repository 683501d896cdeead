package tocsin.action;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.Said;
import tocsin.action.Outcome.Done;
import tocsin.cloud.Stacks.StackEvent;

/** What was deployed lately: what people declared, the function's versions, the stack's updates. */
final class RecentDeployments implements Action {
    private static final String STACK = "stack";
    private static final String SINCE = "since";
    private static final Duration USUAL = Duration.ofHours(2);
    private static final int MOST_SHOWN = 3;

    @Override
    public String name() {
        return "deployments.recent";
    }

    @Override
    public String about() {
        return "What was deployed within 2 h (since): what was declared, versions of the function (up to the one that"
                + " its alias leads to) that are no restart of Tocsin's, updates of the CloudFormation stack.";
    }

    @Override
    public Kind kind() {
        return Kind.READS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Lambda.FUNCTION.unlessGiven(),
                Lambda.ALIAS.unlessGiven(),
                Parameter.optional(STACK),
                Parameter.duration(SINCE).unlessGiven());
    }

    @Override
    public List<String> outputs() {
        return List.of("count", "newest", "at", "migration");
    }

    @Override
    public List<String> words(String output) {
        return output.equals("migration") ? List.of("yes", "no") : List.of();
    }

    @Override
    public List<String> permissions() {
        return List.of("lambda:ListVersionsByFunction", "lambda:GetAlias", "cloudformation:DescribeStackEvents");
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("read what was deployed lately");
    }

    private record Found(Instant at, String says) {}

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var from = task.now().minus(task.optional(SINCE) == null ? USUAL : task.duration(SINCE));
        var found = new ArrayList<Found>();
        task.deployments().stream()
                .filter(each -> each.at().isAfter(from))
                .forEach(each -> found.add(new Found(
                        each.at(),
                        each.version() + (each.migration() ? " with a migration" : "") + " by " + each.by())));
        var migration = task.deployments().stream().anyMatch(each -> each.at().isAfter(from) && each.migration());
        versions(task, from, found);
        updates(task, from, found);
        found.sort(Comparator.comparing(Found::at).reversed());
        var outputs = new TreeMap<String, String>();
        outputs.put("count", Integer.toString(found.size()));
        outputs.put("newest", found.isEmpty() ? "none" : said(found.getFirst()));
        outputs.put("at", found.isEmpty() ? "none" : found.getFirst().at().toString());
        outputs.put("migration", migration ? "yes" : "no");
        var shown =
                found.stream().limit(MOST_SHOWN).map(RecentDeployments::said).toList();
        return new Done(
                found.isEmpty()
                        ? "nothing was deployed since " + Said.time(from)
                        : "deployed since " + Said.time(from) + ": " + String.join("; ", shown),
                outputs);
    }

    private static void versions(Task task, Instant from, List<Found> found) {
        if (task.optional(Lambda.FUNCTION.name()) == null) {
            return;
        }
        var name = Lambda.name(task);
        var last = lastBehindAlias(task);
        task.cloud().functions().versions(task.place(), name, task.timeout()).stream()
                .filter(version -> version.publishedAt().isAfter(from)
                        && RollBackFunction.number(version) <= last
                        && !version.description().startsWith(RestartFunction.SAYS))
                .forEach(version ->
                        found.add(new Found(version.publishedAt(), "version " + version.version() + " of " + name)));
    }

    /** What is published and not behind the alias yet is not deployed. */
    private static long lastBehindAlias(Task task) {
        var alias = task.optional(Lambda.ALIAS.name());
        return alias == null
                ? Long.MAX_VALUE
                : RollBackFunction.number(Lambda.alias(task, alias).version());
    }

    private static void updates(Task task, Instant from, List<Found> found) {
        var stack = task.optional(STACK);
        if (stack == null) {
            return;
        }
        task.cloud().stacks().events(task.place(), stack, task.timeout()).stream()
                .filter(event -> event.at().isAfter(from) && isDone(event))
                .forEach(event -> found.add(new Found(event.at(), "stack " + stack + " " + event.status())));
    }

    private static boolean isDone(StackEvent event) {
        return event.status().endsWith("_COMPLETE");
    }

    private static String said(Found found) {
        return found.says() + " at " + Said.time(found.at());
    }
}
