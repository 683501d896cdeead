package tocsin.runbook;

import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.action.Actions;
import tocsin.runbook.Progress.Asked;
import tocsin.runbook.Progress.Phase;
import tocsin.runbook.Runbook.Step;
import tocsin.triage.RunTold;

/** Asks a person, and says what would be done. */
final class Asking {
    /** An approval is of what was seen then: after so long the world is another one. */
    static final Duration LASTS = Duration.ofHours(1);

    private final Actions actions;
    private final Tasks tasks;
    private final Failing failing;

    Asking(Actions actions, Tasks tasks, Failing failing) {
        this.actions = actions;
        this.tasks = tasks;
        this.failing = failing;
    }

    /** Asks whether all that is left may be done. */
    Turn all(Run run, Runbook runbook, String because) {
        return ask(run, null, false, "may it " + left(run, runbook) + "? " + because);
    }

    /** Asks about one step. */
    Turn about(Run run, Step step, boolean byHand, String question) {
        return ask(run, step.id(), byHand, question);
    }

    private static Turn ask(Run run, @Nullable String step, boolean byHand, String question) {
        var until = run.now().plus(LASTS);
        var asking = run.progress().withPhase(Phase.ASKING).withAsked(new Asked(step, byHand, question, until));
        var how = byHand ? "approve it when that is done" : "approve it";
        return Turn.to(asking)
                .until(until)
                .telling(RunTold.What.ASKS, question + " (" + how + ", or reject it, until " + Said.time(until) + ")");
    }

    /** Nobody has answered yet; after its time that is an answer. */
    Turn waiting(Run run, Runbook runbook) {
        var asked = run.progress().asked();
        if (asked != null && run.now().isBefore(asked.until())) {
            return Turn.to(run.progress()).until(asked.until());
        }
        var nobody = "nobody approved it within " + Said.duration(LASTS);
        return run.hasChanged()
                ? failing.fail(run, runbook, nobody)
                : Turn.over(run.progress(), RunTold.What.ENDED, nobody + "; nothing was changed");
    }

    /** What the steps that are left would do. */
    String left(Run run, Runbook runbook) {
        var sentences = new ArrayList<String>();
        for (var step : runbook.steps()) {
            if (run.state(step) == null && mayApply(run, step)) {
                sentences.add(plan(run, step));
            }
        }
        return sentences.isEmpty() ? "do nothing" : String.join("; ", sentences);
    }

    private static boolean mayApply(Run run, Step step) {
        var given = step.given();
        return given == null || isOpen(run, given) || given.holds(run.outputs());
    }

    /** Whether it asks about something that no step has given yet. */
    private static boolean isOpen(Run run, Given given) {
        return !run.outputs().keySet().containsAll(given.references());
    }

    private String plan(Run run, Step step) {
        var given = step.given();
        var when = given != null && isOpen(run, given) ? "where " + given.pattern() + " holds, " : "";
        var action = actions.named(step.action()).orElse(null);
        if (action == null) {
            return when + step.title();
        }
        return when
                + switch (tasks.of(run, step, run.now())) {
                    case Tasks.Given.Lacking lacking -> step.title();
                    case Tasks.Given.Ready(var task) -> action.plan(task).says();
                };
    }
}
