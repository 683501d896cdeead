package tocsin.action;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.action.Outcome.Done;

/**
 * Reserves so many concurrent executions for a function, or none in particular. Its own earlier attempt it knows by what
 * is reserved; done again it changes nothing.
 */
final class SetConcurrency implements Action {
    private static final String CONCURRENCY = "concurrency";
    private static final String BEFORE = "before";
    private static final String NONE = "none";

    @Override
    public String name() {
        return "lambda.set-concurrency";
    }

    @Override
    public String about() {
        return "Reserves so many concurrent executions for the function (0 stops it), or \"none\" in particular.";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Lambda.FUNCTION, Parameter.text(CONCURRENCY));
    }

    @Override
    public List<String> outputs() {
        return List.of(CONCURRENCY);
    }

    @Override
    public List<String> permissions() {
        return List.of(
                Lambda.DESCRIBE,
                "lambda:GetFunctionConcurrency",
                "lambda:PutFunctionConcurrency",
                "lambda:DeleteFunctionConcurrency",
                Lambda.TAGS);
    }

    @Override
    public boolean undoable() {
        return true;
    }

    @Override
    public Plan plan(Task task) {
        var wanted = said(wanted(task));
        var before = said(task.cloud().functions().reserved(task.place(), Lambda.name(task), task.timeout()));
        return new Plan.Would(
                "reserve concurrency for " + Lambda.name(task) + ": from " + before + " to " + wanted,
                Lambda.target(task, Lambda.latest(task)),
                Map.of(BEFORE, before));
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        return set(task, wanted(task));
    }

    @Override
    public Outcome undo(Task task, Map<String, String> facts) {
        return set(task, read(Objects.requireNonNull(facts.get(BEFORE))));
    }

    private static Outcome set(Task task, @Nullable Integer concurrency) {
        var name = Lambda.name(task);
        task.cloud().functions().reserve(task.place(), name, concurrency, task.timeout());
        return new Done(
                name + " has " + said(concurrency) + " concurrent executions reserved",
                Map.of(CONCURRENCY, said(concurrency)));
    }

    private static @Nullable Integer wanted(Task task) {
        return read(task.text(CONCURRENCY));
    }

    private static @Nullable Integer read(String text) {
        if (text.equals(NONE)) {
            return null;
        }
        if (!text.matches("[0-9]{1,6}")) {
            throw new PortFailure(
                    PortFailure.Kind.REFUSED, CONCURRENCY + ": '" + text + "'; expected a number, or none");
        }
        return Integer.parseInt(text);
    }

    private static String said(@Nullable Integer concurrency) {
        return concurrency == null ? NONE : Integer.toString(concurrency);
    }
}
