package tocsin.action;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tocsin.Said;

/** Lets time pass: by a timer, while nothing of Tocsin runs. */
final class Wait implements Action {
    private static final String FOR = "for";

    @Override
    public String name() {
        return "wait";
    }

    @Override
    public String about() {
        return "Lets time pass, by a timer.";
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
        return List.of(Parameter.duration(FOR));
    }

    @Override
    public List<String> permissions() {
        return List.of();
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("wait " + Said.duration(task.duration(FOR)));
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var left = Duration.between(task.now(), task.begunAt().plus(task.duration(FOR)));
        var length = Said.duration(task.duration(FOR));
        return left.isPositive() ? new Outcome.Later(left, "waits " + length) : Outcome.Done.saying("waited " + length);
    }
}
