package tocsin.action;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Plan.Target;
import tocsin.cloud.Gateways.StageState;
import tocsin.cloud.Gateways.Throttle;

/** Bounds the requests of all methods of an API's stage. Its own earlier attempt it knows by the stage. */
final class ThrottleApi implements Action {
    private static final String API = "api";
    private static final String STAGE = "stage";
    private static final String RATE = "rate";
    private static final String BURST = "burst";
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
        return List.of(Parameter.text(API), Parameter.text(STAGE), Parameter.number(RATE), Parameter.number(BURST));
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
        return set(task, wanted(task));
    }

    @Override
    public Outcome undo(Task task, Map<String, String> facts) {
        var now = state(task).throttle();
        if (now != null && !now.equals(wanted(task)) && !written(now).equals(facts.get(BEFORE))) {
            return new Failed("somebody set the throttle to " + said(now) + " meanwhile; it was left there");
        }
        return set(task, read(Objects.requireNonNull(facts.get(BEFORE))));
    }

    private static Outcome set(Task task, @Nullable Throttle throttle) {
        task.cloud().gateways().throttle(task.place(), task.text(API), task.text(STAGE), throttle, task.timeout());
        return Done.saying(task.text(API) + "/" + task.text(STAGE) + " is throttled to " + said(throttle));
    }

    private static StageState state(Task task) {
        return task.cloud().gateways().stage(task.place(), task.text(API), task.text(STAGE), task.timeout());
    }

    private static Throttle wanted(Task task) {
        return new Throttle(number(task, RATE), number(task, BURST));
    }

    private static int number(Task task, String parameter) {
        var text = task.text(parameter);
        if (!text.matches("[0-9]{1,6}")) {
            throw new PortFailure(PortFailure.Kind.REFUSED, parameter + ": '" + text + "'; expected a whole number");
        }
        return Integer.parseInt(text);
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
                : String.format(Locale.ROOT, "%.0f a second, %d at once", throttle.rate(), throttle.burst());
    }
}
