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

/** Step Functions: the same name and input give the same execution again. */
public final class PretendStateMachines implements StateMachines {
    private final HandedOverWork work;
    private final Map<String, Map<String, String>> machines = new TreeMap<>();

    public PretendStateMachines(InstantSource clock, Duration takes) {
        work = new HandedOverWork(clock, takes);
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
        tags(place, stateMachineArn, timeout);
        var execution = stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + name;
        work.start(execution, stateMachineArn, input);
        return execution;
    }

    @Override
    public synchronized HandedOver state(Place place, String executionArn, Duration timeout) {
        return work.state(executionArn);
    }

    @Override
    public synchronized Map<String, String> tags(Place place, String stateMachineArn, Duration timeout) {
        var tags = machines.get(stateMachineArn);
        if (tags == null) {
            throw new PortFailure(Kind.REFUSED, "no state machine '" + stateMachineArn + "'");
        }
        return tags;
    }
}
