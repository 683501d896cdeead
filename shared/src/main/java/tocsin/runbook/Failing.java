package tocsin.runbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tocsin.action.Action;
import tocsin.action.Actions;
import tocsin.action.Outcome;
import tocsin.runbook.Progress.Phase;
import tocsin.runbook.Runbook.Step;
import tocsin.runbook.StepState.Status;
import tocsin.triage.RunTold;

/** A run that did not help, or could not go on: takes back what can be taken back, and says so to whoever must look. */
final class Failing {
    /** That somebody halted it before it had done what it was to do: then what came of it says nothing of its runbook. */
    static final String HALTED = "halted";

    private static final List<Status> TO_UNDO = List.of(Status.BEGUN, Status.DONE, Status.FAILED, Status.UNDOING);

    private final RunTable table;
    private final Actions actions;
    private final Tasks tasks;

    Failing(RunTable table, Actions actions, Tasks tasks) {
        this.table = table;
        this.actions = actions;
        this.tasks = tasks;
    }

    /** Something can be taken back: that first. Else it is over. */
    Turn fail(Run run, Runbook runbook, String why) {
        return fail(run, runbook, why, Turn.to(run.progress()));
    }

    /** The same, where somebody has halted it in the middle. */
    Turn halted(Run run, Runbook runbook, String why) {
        return fail(run, runbook, why, Turn.to(run.progress().tell(HALTED)));
    }

    /** The same, with a step that has just failed. */
    Turn fail(Run run, Runbook runbook, String why, StepState failed) {
        return fail(run, runbook, why, Turn.to(run.progress()).with(failed));
    }

    private Turn fail(Run run, Runbook runbook, String why, Turn turn) {
        if (toUndo(run, runbook).isEmpty() || run.halt() != null) {
            return over(run, runbook, why, turn);
        }
        var undoing = run.progress()
                .withPhase(Phase.UNDOING)
                .withFailed(why)
                .withAsked(null)
                .withAttempts(0);
        return new Turn(undoing, turn.steps(), null, List.of(), null).saying(why + ": takes back what can be");
    }

    /** One thing more is taken back, or it is over. */
    Turn undo(Run run, Runbook runbook) {
        var why = run.progress().failed() == null ? "failed" : run.progress().failed();
        var next = toUndo(run, runbook);
        if (next.isEmpty() || run.halt() != null) {
            return over(run, runbook, why, Turn.to(run.progress()));
        }
        var step = next.get();
        var state = state(run, step);
        if (state.status() != Status.UNDOING) {
            return Turn.to(run.progress())
                    .with(state.withStatus(Status.UNDOING))
                    .saying("takes back: " + step.title());
        }
        return switch (tasks.of(run, step, state.begunAt())) {
            case Tasks.Given.Not not -> left(run, state, not.why());
            case Tasks.Given.Ready(var task) ->
                switch (action(step).undo(task, state.facts())) {
                    case Outcome.Done(var says, var outputs) ->
                        forgetting(
                                Turn.to(run.progress())
                                        .with(state.withStatus(Status.UNDONE).withSays(says))
                                        .saying(says),
                                state,
                                action(step).leaves(task, state.facts()));
                    case Outcome.Later(var after, var says, var facts) -> {
                        var later = Turn.again(run.progress(), run.now().plus(after));
                        if (facts.isEmpty()) {
                            yield later;
                        }
                        var known = new TreeMap<>(state.facts());
                        known.putAll(facts);
                        yield later.with(state.withFacts(known));
                    }
                    case Outcome.Mails(var says) -> left(run, state, says);
                    case Outcome.HandsOver handsOver -> left(run, state, handsOver.says());
                    case Outcome.NeedsPerson(var says) -> left(run, state, says);
                    case Outcome.Failed(var says) -> left(run, state, says);
                };
        };
    }

    private static Turn forgetting(Turn turn, StepState state, Map<String, String> left) {
        var target = state.target();
        return target == null || left.isEmpty() ? turn : turn.beside(RunTable.forget(target, left));
    }

    /** What cannot be taken back stays, and is told. */
    Turn left(Run run, StepState state, String why) {
        return Turn.to(run.progress())
                .with(state.withStatus(Status.LEFT).withSays(why))
                .saying("cannot be taken back: " + why);
    }

    /**
     * The step that is to be taken back next: the last first. What the run does not hold any more is left: by now
     * others may count on it.
     */
    Optional<Step> toUndo(Run run, Runbook runbook) {
        return runbook.steps().reversed().stream()
                .filter(step -> {
                    var state = run.state(step);
                    return state != null
                            && state.target() != null
                            && !run.lost().contains(state.target())
                            && !run.lapsed().contains(state.target())
                            && TO_UNDO.contains(state.status());
                })
                .filter(step -> action(step).undoable())
                .findFirst();
    }

    private Turn over(Run run, Runbook runbook, String why, Turn turn) {
        var text = new StringBuilder(why);
        var halt = run.halt();
        if (halt != null && toUndo(run, runbook).isPresent()) {
            text.append("; nothing was taken back, since ").append(halt.by()).append(" has halted all runs");
        }
        var unproven = run.hasChanged();
        text.append(unproven ? leftovers(run, runbook) : "; nothing was changed");
        var counts = unproven && !turn.progress().told().contains(HALTED);
        if (counts && run.unproven() + 1 >= Guardrails.UNPROVEN_IN_A_ROW) {
            text.append("; that is ")
                    .append(run.unproven() + 1)
                    .append(" in a row, so ")
                    .append(runbook.name())
                    .append(" asks before it changes anything, until a run is proven");
        }
        var over = new Turn(run.progress().withPhase(Phase.OVER).withAsked(null), turn.steps(), null, List.of(), null)
                .telling(unproven ? RunTold.What.FAILED : RunTold.What.STOPPED, text.toString());
        return counts ? over.beside(table.noteProof(run.request(), false)) : over;
    }

    /** What stands changed, and what was taken back. */
    private String leftovers(Run run, Runbook runbook) {
        return runbook.steps().stream()
                .<String>mapMulti((step, found) -> {
                    var state = run.state(step);
                    if (state != null && state.target() != null) {
                        found.accept(leftover(step, state) + late(run, step, state));
                    }
                })
                .collect(Collectors.joining());
    }

    /** Why it was not taken back, where it could have been in time. */
    private String late(Run run, Step step, StepState state) {
        return run.lapsed().contains(state.target())
                        && TO_UNDO.contains(state.status())
                        && action(step).undoable()
                ? " (too late to take it back: the run held it no more)"
                : "";
    }

    private String leftover(Step step, StepState state) {
        return switch (state.status()) {
            case UNDONE -> "; taken back: " + state.says();
            case LEFT -> "; left: " + state.says();
            case DONE ->
                "; stays: " + state.says()
                        + (action(step).undoable() ? "" : " (" + action(step).stays() + ")");
            case BEGUN, SKIPPED, FAILED, UNDOING -> "; begun: " + state.says();
        };
    }

    private Action action(Step step) {
        return actions.named(step.action()).orElseThrow(() -> new IllegalStateException("no action " + step.action()));
    }

    private static StepState state(Run run, Step step) {
        var state = run.state(step);
        if (state == null) {
            throw new IllegalStateException("step " + step.id() + " was never begun");
        }
        return state;
    }
}
