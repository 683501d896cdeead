package tocsin.runbook;

import tocsin.Digest;
import tocsin.action.Plan;
import tocsin.action.Task;
import tocsin.runbook.Runbook.Step;

/**
 * What identifies the plan of one step: what it does to what, and what that was found like. An approval is of this, and
 * of nothing that came to be so meanwhile.
 */
final class Planned {
    private static final int ENOUGH = 16;

    private Planned() {}

    static String identify(Step step, Task task, Plan.Would would) {
        var target = would.target();
        var text = step.action() + "\n" + task.parameters() + "\n" + (target == null ? "" : target.arn()) + "\n"
                + would.facts();
        return Digest.of(text).substring(0, ENOUGH);
    }
}
