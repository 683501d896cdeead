package tocsin.runbook;

import java.time.Duration;

/** What would be done, asked of the function that would do it: nothing else may read production. */
@FunctionalInterface
public interface Planning {
    /**
     * Asks, and waits for the answer; nothing is changed by it.
     *
     * @throws tocsin.PortFailure where no answer came
     */
    RunPlan.Reply plan(RunPlan.Request request, Duration timeout);
}
