package tocsin.action;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Outcome.NeedsPerson;
import tocsin.action.Plan.Target;
import tocsin.cloud.Gateways.StageState;
import tocsin.cloud.Gateways.Throttle;

/**
 * Bounds the requests of all methods of an API's stage. Its own earlier attempt it knows by the stage; what somebody
 * else set meanwhile it leaves.
 */
final class ThrottleApi implements Action {
    private static final String API = "api";
    private static final String STAGE = "stage";
    private static final Form NUMBER = Form.matching("number", "a whole number, at most 999999", "[0-9]{1,6}");
    private static final Parameter RATE = Parameter.of("rate", NUMBER);
    private static final Parameter BURST = Parameter.of("burst", NUMBER);
    private static final String BEFORE = "before";
    private static final String NONE = "none";

    @Override
    public String name() {
        return "apigateway.throttle";
    }

    @Override
    public String about() {
        return "Bounds all methods of a REST API's stage to so many requests a second, and so many at once.";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.text(API), Parameter.text(STAGE), RATE, BURST);
    }

    @Override
    public List<String> permissions() {
        return List.of("apigateway:GET", "apigateway:PATCH");
    }

    @Override
    public boolean undoable() {
        return true;
    }

    @Override
    public Plan plan(Task task) {
        var state = state(task);
        var facts = new TreeMap<String, String>();
        facts.put(BEFORE, written(state.throttle()));
        return new Plan.Would(
                "throttle " + task.text(API) + "/" + task.text(STAGE) + ": from " + said(state.throttle()) + " to "
                        + said(wanted(task)),
                new Target(state.arn(), task.place().account(), state.tags(), Ours.by(state.tags())),
                facts);
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        return set(task, before(facts), wanted(task));
    }

    @Override
    public Outcome undo(Task task, Map<String, String> facts) {
        var taken = set(task, wanted(task), before(facts));
        return taken instanceof NeedsPerson(var says) ? new Failed(says) : taken;
    }

    private static @Nullable Throttle before(Map<String, String> facts) {
        return read(Objects.requireNonNull(facts.get(BEFORE)));
    }

    private static Outcome set(Task task, @Nullable Throttle from, @Nullable Throttle to) {
        var now = state(task).throttle();
        var stage = task.text(API) + "/" + task.text(STAGE);
        if (!Objects.equals(now, from) && !Objects.equals(now, to)) {
            return new NeedsPerson(
                    "somebody set the throttle of " + stage + " to " + said(now) + " meanwhile; it was left there");
        }
        if (!Objects.equals(now, to)) {
            task.cloud().gateways().throttle(task.place(), task.text(API), task.text(STAGE), to, task.timeout());
        }
        return Done.saying(stage + " is throttled to " + said(to));
    }

    private static StageState state(Task task) {
        return task.cloud().gateways().stage(task.place(), task.text(API), task.text(STAGE), task.timeout());
    }

    private static Throttle wanted(Task task) {
        return new Throttle(Integer.parseInt(RATE.of(task)), Integer.parseInt(BURST.of(task)));
    }

    private static String written(@Nullable Throttle throttle) {
        return throttle == null ? NONE : throttle.rate() + " " + throttle.burst();
    }

    private static @Nullable Throttle read(String written) {
        if (written.equals(NONE)) {
            return null;
        }
        var parts = written.split(" ", -1);
        return new Throttle(Double.parseDouble(parts[0]), Integer.parseInt(parts[1]));
    }

    private static String said(@Nullable Throttle throttle) {
        return throttle == null
                ? "the account's own"
                : BigDecimal.valueOf(throttle.rate()).stripTrailingZeros().toPlainString() + " a second, "
                        + throttle.burst() + " at once";
    }
}
