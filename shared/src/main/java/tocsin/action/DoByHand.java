package tocsin.action;

import java.util.List;
import java.util.Map;

/** Asks a person to do something, and goes on when that is done. */
final class DoByHand implements Action {
    private static final String DO = "do";

    @Override
    public String name() {
        return "person.do";
    }

    @Override
    public String about() {
        return "Asks a person to do this, and goes on once that person says that it is done (approve).";
    }

    @Override
    public Kind kind() {
        return Kind.ASKS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.of(DO, Form.SAID));
    }

    @Override
    public List<String> permissions() {
        return List.of();
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("ask a person to: " + task.text(DO));
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        return new Outcome.NeedsPerson("please " + task.text(DO));
    }
}
