package tocsin.action;

import java.util.List;
import java.util.Map;

/** Asks a person, and goes on when one approves: of the question, and of all that is left, as it is told with it. */
final class Approve implements Action {
    private static final String ASK = "ask";

    @Override
    public String name() {
        return "person.approve";
    }

    @Override
    public String about() {
        return "Asks a person, and goes on when one approves: of this, and of the changes that are left, which are told"
                + " with it.";
    }

    @Override
    public Kind kind() {
        return Kind.ASKS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.of(ASK, Form.SAID));
    }

    @Override
    public List<String> permissions() {
        return List.of();
    }

    @Override
    public boolean asksForAll() {
        return true;
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("ask: " + task.text(ASK));
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        return new Outcome.NeedsPerson(task.text(ASK));
    }
}
