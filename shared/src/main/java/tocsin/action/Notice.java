package tocsin.action;

import java.util.List;
import java.util.Map;

/** Mails the team; a repeated attempt mails nothing again. */
final class Notice implements Action {
    private static final String TEXT = "text";

    @Override
    public String name() {
        return "notice.send";
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
    public String about() {
        return "Mails this text to the team, with the incident as it stands. It goes the way of all pages and notices.";
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("mail the team: " + task.text(TEXT));
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        return new Outcome.Mails(task.text(TEXT));
    }
}
