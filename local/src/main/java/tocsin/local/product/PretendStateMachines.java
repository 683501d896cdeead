package tocsin.local.product;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Automations.HandedOver;
import tocsin.cloud.Instances;
import tocsin.cloud.StateMachines;

/** Step Functions, by its rules: a name is taken once, and then gives that execution again. */
public final class PretendStateMachines implements StateMachines {
    private final HandedOverWork work;
    private final Crowded crowded = new Crowded();
    private final Map<String, Map<String, String>> machines = new TreeMap<>();

    public PretendStateMachines(InstantSource clock, Duration takes) {
        this(clock, takes, Kept.inMemory());
    }

    PretendStateMachines(InstantSource clock, Duration takes, Kept<HandedOverWork.Execution> kept) {
        work = new HandedOverWork(clock, takes, kept);
    }

    /** From now on an execution takes so long. */
    public synchronized void takes(Duration time) {
        work.takes(time);
    }

    /** The next requests are refused as too many. */
    public synchronized void throttle(int requests) {
        crowded.next(requests);
    }

    public synchronized void create(String stateMachineArn, Map<String, String> tags) {
        machines.put(stateMachineArn, Instances.sorted(tags));
    }

    /** From now on the machine fails, and says why. */
    public synchronized void fail(String stateMachineArn, String why) {
        work.fail(stateMachineArn, why);
    }

    public synchronized long begun(String stateMachineArn) {
        return work.begun(stateMachineArn);
    }

    @Override
    public synchronized String start(Place place, String stateMachineArn, String name, String input, Duration timeout) {
        crowded.request();
        of(stateMachineArn);
        var execution = stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + name;
        work.start(execution, stateMachineArn, input);
        return execution;
    }

    @Override
    public synchronized HandedOver state(Place place, String executionArn, Duration timeout) {
        crowded.request();
        return work.state(executionArn);
    }

    @Override
    public synchronized Map<String, String> tags(Place place, String stateMachineArn, Duration timeout) {
        crowded.request();
        return of(stateMachineArn);
    }

    private Map<String, String> of(String stateMachineArn) {
        var tags = machines.get(stateMachineArn);
        if (tags == null) {
            throw new PortFailure(Kind.REFUSED, "no state machine '" + stateMachineArn + "'");
        }
        return tags;
    }
}
