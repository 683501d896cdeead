package tocsin.action;

import java.util.List;
import java.util.Map;

/** Says something to whoever follows the incident: what only people can decide, as a proposal. */
final class Tell implements Action {
    private static final String TEXT = "text";

    @Override
    public String name() {
        return "person.tell";
    }

    @Override
    public String about() {
        return "Says something in the story: what only people can decide, as a proposal.";
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
        return List.of(Parameter.of(TEXT, Form.SAID));
    }

    @Override
    public List<String> permissions() {
        return List.of();
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("say: " + task.text(TEXT));
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        return Outcome.Done.saying(task.text(TEXT));
    }
}
