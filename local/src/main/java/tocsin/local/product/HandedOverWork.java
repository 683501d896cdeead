package tocsin.local.product;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.cloud.Automations.HandedOver;
import tocsin.cloud.Automations.HandedOver.Status;

/** Executions of something that was handed over: each is begun once, takes its time, and then ends as it was set to. */
final class HandedOverWork {
    private final InstantSource clock;
    private Duration takes;
    private final Kept<Execution> executions;
    private final Map<String, String> failing = new TreeMap<>();

    /**
     * One as it is kept.
     *
     * @param begun epoch milliseconds
     * @param fails why it will fail; null where it will not
     */
    record Execution(
            String what, String input, long begun, @Nullable String fails) {}

    HandedOverWork(InstantSource clock, Duration takes, Kept<Execution> kept) {
        this.clock = clock;
        this.takes = takes;
        this.executions = kept;
    }

    void takes(Duration time) {
        takes = time;
    }

    /** From now on this fails when its time is over, and says why. */
    void fail(String what, String why) {
        failing.put(what, why);
    }

    /** How often it was begun. */
    long begun(String what) {
        var count = 0;
        for (var each : executions.values()) {
            count += each.what().equals(what) ? 1 : 0;
        }
        return count;
    }

    /** Begins it, unless it was begun under that name, with whatever input. */
    void start(String name, String what, String input) {
        if (!executions.has(name)) {
            executions.put(name, new Execution(what, input, clock.millis(), failing.get(what)));
        }
    }

    HandedOver state(String name) {
        var execution =
                executions.get(name).orElseThrow(() -> new PortFailure(Kind.REFUSED, "no execution '" + name + "'"));
        if (clock.instant().isBefore(Instant.ofEpochMilli(execution.begun()).plus(takes))) {
            return new HandedOver(Status.RUNNING, "");
        }
        return execution.fails() == null
                ? new HandedOver(Status.SUCCEEDED, "")
                : new HandedOver(Status.FAILED, execution.fails());
    }
}
