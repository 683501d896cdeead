package tocsin.action;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.Said;
import tocsin.action.Outcome.Done;

/** How a database instance stands, by RDS's own word, and what befell it lately. */
final class DescribeInstance implements Action {
    private static final Duration LATELY = Duration.ofHours(2);

    @Override
    public String name() {
        return "rds.describe";
    }

    @Override
    public String about() {
        return "Reads the instance's status, class, storage and last event.";
    }

    @Override
    public Kind kind() {
        return Kind.READS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Rds.DATABASE);
    }

    @Override
    public List<String> outputs() {
        return List.of("status", "class", "storage", "pending", "standby", "event");
    }

    @Override
    public List<String> words(String output) {
        return output.equals("standby") ? List.of("yes", "no") : List.of();
    }

    @Override
    public boolean counts(String output) {
        return output.equals("storage");
    }

    @Override
    public List<String> permissions() {
        return List.of(Rds.DESCRIBE, "rds:DescribeEvents");
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("read how " + Rds.name(task) + " stands");
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var state = Rds.describe(task);
        var events = task.cloud()
                .instances()
                .events(task.place(), Rds.name(task), task.now().minus(LATELY), task.timeout());
        var event = events.isEmpty()
                ? "none"
                : events.getLast().message() + " at "
                        + Said.time(events.getLast().at());
        var pending = state.pendingClass() == null ? "none" : state.pendingClass();
        var outputs = new TreeMap<String, String>();
        outputs.put("status", state.status());
        outputs.put("class", state.instanceClass());
        outputs.put("storage", Integer.toString(state.storage()));
        outputs.put("pending", pending);
        outputs.put("standby", state.standby() ? "yes" : "no");
        outputs.put("event", event);
        return new Done(
                state.name() + " is " + state.status() + ": " + state.instanceClass() + ", " + state.storage()
                        + " GiB, " + (state.standby() ? "with a standby" : "without a standby") + ", pending class "
                        + pending + ", last event of 2 h: " + event,
                outputs);
    }
}
