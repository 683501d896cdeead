package tocsin.local.product;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.cloud.Automations.HandedOver;
import tocsin.cloud.Automations.HandedOver.Status;

/** Executions of something that was handed over: each is begun once, takes its time, and then ends as it was set to. */
final class HandedOverWork {
    private final InstantSource clock;
    private final Duration takes;
    private final Map<String, Execution> executions = new LinkedHashMap<>();
    private final Map<String, String> failing = new TreeMap<>();

    private record Execution(String what, String input, Instant begun) {}

    HandedOverWork(InstantSource clock, Duration takes) {
        this.clock = clock;
        this.takes = takes;
    }

    /** From now on this fails when its time is over, and says why. */
    void fail(String what, String why) {
        failing.put(what, why);
    }

    /** How often it was begun. */
    long begun(String what) {
        return executions.values().stream()
                .filter(each -> each.what().equals(what))
                .count();
    }

    /** Begins it, unless it was: the same name with another input is refused. */
    void start(String name, String what, String input) {
        var known = executions.putIfAbsent(name, new Execution(what, input, clock.instant()));
        if (known != null && !(known.what().equals(what) && known.input().equals(input))) {
            throw new PortFailure(Kind.REFUSED, "the execution " + name + " exists already, with another input");
        }
    }

    HandedOver state(String name) {
        var execution = executions.get(name);
        if (execution == null) {
            throw new PortFailure(Kind.REFUSED, "no execution '" + name + "'");
        }
        if (clock.instant().isBefore(execution.begun().plus(takes))) {
            return new HandedOver(Status.RUNNING, "");
        }
        var why = failing.get(execution.what());
        return why == null ? new HandedOver(Status.SUCCEEDED, "") : new HandedOver(Status.FAILED, why);
    }
}
