package tocsin.action;

import java.util.List;
import java.util.Map;

/** Leaves the rest to the runbook of the part that fails: what calls it may only be its symptom. */
final class HandOver implements Action {
    private static final String RUNBOOK = "runbook";
    private static final String SERVICE = "service";

    @Override
    public String name() {
        return "runbook.hand-over";
    }

    @Override
    public Kind kind() {
        return Kind.READS;
    }

    @Override
    public boolean readsOnly() {
        return false;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.text(RUNBOOK), Parameter.text(SERVICE));
    }

    @Override
    public List<String> permissions() {
        return List.of();
    }

    @Override
    public String about() {
        return "Ends this run and asks for a run of another runbook, about a service of the same stage, under that"
                + " runbook's own mode and guardrails.";
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing(says(task));
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        return new Outcome.HandsOver(says(task), task.text(RUNBOOK), task.text(SERVICE));
    }

    private static String says(Task task) {
        return "hand over to " + task.text(RUNBOOK) + " of " + task.text(SERVICE);
    }
}
