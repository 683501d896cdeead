package tocsin.action;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.action.Plan.Target;

/**
 * Hands over to a state machine of Step Functions, and waits for its end. Its own earlier attempt it knows by the
 * execution's name, which is taken once.
 */
final class RunStateMachine implements Action {
    private static final Parameter MACHINE = Parameter.of(
            "machine",
            Form.matching(
                    "ARN",
                    "a state machine's ARN",
                    "arn:[a-z-]+:states:[a-z0-9-]+:[0-9]{12}:stateMachine:[A-Za-z0-9_-]{1,80}"));
    private static final Parameter INPUT = Parameter.of("input", Form.JSON).unlessGiven();
    private static final int LONGEST_NAME = 80;

    @Override
    public String name() {
        return "stepfunctions.run";
    }

    @Override
    public String about() {
        return "Starts a state machine of Step Functions (by its ARN, with JSON as input) and waits for its end. An"
                + " express one is left to a person: cut off, it could begin twice.";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(MACHINE, INPUT);
    }

    @Override
    public List<String> permissions() {
        return List.of(
                "states:DescribeStateMachine",
                "states:StartExecution",
                "states:DescribeExecution",
                "states:ListTagsForResource");
    }

    @Override
    public String stays() {
        return "what the state machine did, only it can take back";
    }

    @Override
    public Plan plan(Task task) {
        var machine = machine(task);
        if (task.cloud().stateMachines().isExpress(task.place(), machine, task.timeout())) {
            return new Plan.NeedsPerson(
                    "start the state machine " + name(machine) + " by hand: it is an express one, of"
                            + " which nothing tells whether it has begun, so that after a crash it could begin twice");
        }
        var tags = task.cloud().stateMachines().tags(task.place(), machine, task.timeout());
        return new Plan.Would(
                "run the state machine " + name(machine) + " with " + input(task),
                new Target(machine, account(machine), tags, Ours.by(tags)),
                new TreeMap<>());
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var machine = machine(task);
        var execution =
                task.cloud().stateMachines().start(task.place(), machine, execution(task), input(task), task.timeout());
        return HandedOverTo.outcome(
                task, name(machine), task.cloud().stateMachines().state(task.place(), execution, task.timeout()));
    }

    /** The end tells one from another, where it would be too long for Step Functions. */
    private static String execution(Task task) {
        var name = ("tocsin-" + task.run() + "-" + task.begunAt().toEpochMilli()).replaceAll("[^A-Za-z0-9_-]", "-");
        return name.substring(Math.max(0, name.length() - LONGEST_NAME));
    }

    private static String machine(Task task) {
        return MACHINE.of(task);
    }

    private static String name(String machine) {
        return machine.substring(machine.lastIndexOf(':') + 1);
    }

    /** It may be another's than the service's: what may be touched is asked of the one that it is in. */
    private static String account(String machine) {
        return machine.split(":", -1)[4];
    }

    private static String input(Task task) {
        var input = INPUT.orNull(task);
        return input == null ? "{}" : input;
    }
}
