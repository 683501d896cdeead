package tocsin.runbook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import tocsin.Digest;
import tocsin.Said;
import tocsin.action.Action.Kind;
import tocsin.action.Actions;
import tocsin.action.Plan;
import tocsin.maintenance.Maintenance;
import tocsin.runbook.Progress.Asked;
import tocsin.runbook.Progress.Phase;
import tocsin.runbook.Runbook.Step;
import tocsin.triage.RunTold;

/** Asks a person, and says what would be done. */
final class Asking {
    /** An approval is of what was seen then: after so long the world is another one. */
    static final Duration LASTS = Duration.ofHours(1);

    private static final Duration A_NIGHT = Duration.ofDays(1);

    private static final String NOBODY = "nobody stopped it";

    private final Actions actions;
    private final Tasks tasks;
    private final Failing failing;

    Asking(Actions actions, Tasks tasks, Failing failing) {
        this.actions = actions;
        this.tasks = tasks;
        this.failing = failing;
    }

    /** A task of maintenance may take a night. */
    private static Duration lasts(Run run) {
        return run.request().incident().partition().equals(Maintenance.PARTITION) ? A_NIGHT : LASTS;
    }

    /** Asks whether all that is left may be done. */
    Turn all(Run run, Runbook runbook, String because) {
        var left = left(run, runbook);
        var until = run.now().plus(LASTS);
        return ask(
                run,
                new Asked(null, false, "may it " + left.says() + "? " + because, until, false, null, left.plans()),
                "approve it, or reject it, until " + Said.time(until));
    }

    /** Puts a step's own question, and with it asks whether all that is left may be done: it is one answer. */
    Turn with(Run run, Runbook runbook, Step step, String question, String because) {
        var left = left(run, runbook);
        var until = run.now().plus(LASTS);
        var then = " Approved, it is going to " + left.says() + "." + (because.isEmpty() ? "" : " " + because);
        return ask(
                run,
                new Asked(step.id(), false, question + then, until, false, null, left.plans()),
                "approve it, or reject it, until " + Said.time(until));
    }

    /** Whether a change is left that may be made. */
    boolean changesAreLeft(Run run, Runbook runbook) {
        return runbook.steps().stream()
                .filter(step -> run.state(step) == null && mayApply(run, step))
                .anyMatch(step ->
                        actions.named(step.action()).stream().anyMatch(action -> action.kind() == Kind.CHANGES));
    }

    /** Says what is left to be done, and that it will be done unless somebody stops it. */
    Turn unlessStopped(Run run, Runbook runbook, Duration within, String because) {
        var left = left(run, runbook);
        var until = run.now().plus(within);
        return ask(
                run,
                new Asked(
                        null,
                        false,
                        "it is going to " + left.says() + ". " + because,
                        until,
                        true,
                        run.now(),
                        left.plans()),
                "at " + Said.time(until) + ", unless somebody rejects it; approve it, and it is done at once");
    }

    /** Whether silence is all that lets it go on. */
    static boolean isSilent(Run run) {
        return NOBODY.equals(run.progress().approvedBy());
    }

    /** Asks about one step. */
    Turn about(Run run, Step step, boolean byHand, String question) {
        var until = run.now().plus(lasts(run));
        var how = byHand ? "approve it when that is done" : "approve it";
        return ask(
                run,
                new Asked(step.id(), byHand, question, until, false, null, new TreeMap<>()),
                how + ", or reject it, until " + Said.time(until));
    }

    private static Turn ask(Run run, Asked asked, String how) {
        var asking = run.progress().withPhase(Phase.ASKING).withAsked(asked);
        var turn = asked.saidAt() == null ? Turn.to(asking).until(asked.until()) : Turn.to(asking);
        return turn.telling(RunTold.What.ASKS, asked.question() + " (" + how + ")");
    }

    /** Nobody has answered yet; after its time that is an answer. */
    Turn waiting(Run run, Runbook runbook) {
        var asked = run.progress().asked();
        if (asked != null && asked.saidAt() != null) {
            var readable = asked.readable(run.now());
            return Turn.to(run.progress().withAsked(readable)).until(readable.until());
        }
        if (asked != null && run.now().isBefore(asked.until())) {
            return Turn.to(run.progress()).until(asked.until());
        }
        if (asked != null && asked.veto()) {
            return Turn.to(run.progress()
                            .withPhase(Phase.RUNNING)
                            .withAsked(null)
                            .withApprovedBy(NOBODY)
                            .withApproved(asked.plans()))
                    .saying(NOBODY + " until " + Said.time(asked.until()));
        }
        var nobody = "nobody approved it within " + Said.duration(lasts(run));
        return run.hasChanged()
                ? failing.fail(run, runbook, nobody)
                : Turn.over(run.progress(), RunTold.What.ENDED, nobody + "; nothing was changed");
    }

    /**
     * What the steps that are left would do.
     *
     * @param plans by step: what identifies its plan, where it can be known yet
     */
    record Left(String says, Map<String, String> plans) {
        /** What identifies all of it. */
        String identity() {
            return Digest.of(plans.toString()).substring(0, 16);
        }
    }

    Left left(Run run, Runbook runbook) {
        var sentences = new ArrayList<String>();
        var plans = new TreeMap<String, String>();
        for (var step : runbook.steps()) {
            if (run.state(step) == null && mayApply(run, step)) {
                sentences.add(plan(run, step, plans));
            }
        }
        return new Left(sentences.isEmpty() ? "do nothing" : String.join("; ", sentences), plans);
    }

    private static boolean mayApply(Run run, Step step) {
        var given = step.given();
        return given == null || isOpen(run, given) || given.holds(run.outputs());
    }

    /** Whether it asks about something that no step has given yet. */
    static boolean isOpen(Run run, Given given) {
        return !run.outputs().keySet().containsAll(given.references());
    }

    private String plan(Run run, Step step, Map<String, String> plans) {
        var given = step.given();
        var when = given != null && isOpen(run, given) ? "where " + given.pattern() + " holds, " : "";
        var action = actions.named(step.action()).orElse(null);
        if (action == null) {
            return when + step.title();
        }
        return when
                + switch (tasks.of(run, step, run.now())) {
                    case Tasks.Given.Not not -> step.title();
                    case Tasks.Given.Ready(var task) -> {
                        var plan = action.plan(task);
                        yield switch (plan) {
                            case Plan.NeedsPerson(var says) -> "leave this to a person: " + says;
                            case Plan.Would would -> {
                                plans.put(step.id(), Planned.identify(step, task, would));
                                yield would.says();
                            }
                        };
                    }
                };
    }
}
