package tocsin.action;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Outcome.NeedsPerson;

/**
 * Reserves so many concurrent executions for a function, or none in particular. Its own earlier attempt it knows by
 * what is reserved; what somebody else reserved meanwhile it leaves.
 */
final class SetConcurrency implements Action {
    private static final String CONCURRENCY = "concurrency";
    private static final Parameter WANTED =
            Parameter.of(CONCURRENCY, Form.matching("number or none", "a number, or none", "[0-9]{1,6}|none"));
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
        return List.of(Lambda.FUNCTION, WANTED);
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
        var before = said(reserved(task));
        return new Plan.Would(
                "reserve concurrency for " + Lambda.name(task) + ": from " + before + " to " + wanted
                        + (wanted.equals("0") ? " (it refuses every call from then on)" : ""),
                Lambda.target(task, Lambda.latest(task)),
                Map.of(BEFORE, before));
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        return set(task, before(facts), said(wanted(task)));
    }

    @Override
    public Outcome undo(Task task, Map<String, String> facts) {
        var taken = set(task, said(wanted(task)), before(facts));
        return taken instanceof NeedsPerson(var says) ? new Failed(says) : taken;
    }

    private static String before(Map<String, String> facts) {
        return Objects.requireNonNull(facts.get(BEFORE));
    }

    private static @Nullable Integer reserved(Task task) {
        return task.cloud().functions().reserved(task.place(), Lambda.name(task), task.timeout());
    }

    private static Outcome set(Task task, String from, String to) {
        var name = Lambda.name(task);
        var now = said(reserved(task));
        if (!now.equals(from) && !now.equals(to)) {
            return new NeedsPerson("somebody set the reserved concurrency of " + name + " from " + from + " to " + now
                    + " meanwhile; it was left there");
        }
        if (!now.equals(to)) {
            task.cloud().functions().reserve(task.place(), name, read(to), task.timeout());
        }
        return new Done(
                to.equals(NONE)
                        ? name + " has no concurrency reserved"
                        : name + " has " + to + " concurrent executions reserved",
                Map.of(CONCURRENCY, to));
    }

    private static @Nullable Integer wanted(Task task) {
        return read(WANTED.of(task));
    }

    private static @Nullable Integer read(String text) {
        return text.equals(NONE) ? null : Integer.valueOf(text);
    }

    private static String said(@Nullable Integer concurrency) {
        return concurrency == null ? NONE : Integer.toString(concurrency);
    }
}
