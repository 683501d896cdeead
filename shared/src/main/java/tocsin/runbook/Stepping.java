package tocsin.runbook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.Said;
import tocsin.action.Action;
import tocsin.action.Action.Kind;
import tocsin.action.Actions;
import tocsin.action.Outcome;
import tocsin.action.Plan;
import tocsin.action.Plan.Target;
import tocsin.action.Task;
import tocsin.config.Configuration;
import tocsin.config.Mode;
import tocsin.config.Service;
import tocsin.incident.Deployment;
import tocsin.runbook.Progress.Held;
import tocsin.runbook.Progress.Phase;
import tocsin.runbook.Runbook.Step;
import tocsin.runbook.StepState.Status;
import tocsin.triage.RunTold;

/** Takes the steps of a run, one a turn: that it will be done is committed, then it is done, then what came of it. */
final class Stepping {
    /** So often a minute is waited for another run to let go of a target. */
    private static final int MOST_WAITS = 30;

    /**
     * So long after a change was decided on, or last seen under way, it may still be made, by whoever takes up a run
     * that was cut off.
     */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private static final String EVIDENCE = "evidence";

    private final RunTable table;
    private final Configuration configuration;
    private final Ports ports;
    private final InstantSource clock;
    private final Actions actions;
    private final Tasks tasks;
    private final Asking asking;
    private final Failing failing;
    private final Guardrails guardrails;

    Stepping(RunTable table, Ports ports, Actions actions, Tasks tasks, Asking asking, Failing failing) {
        this.table = table;
        this.ports = ports;
        this.configuration = ports.configuration();
        this.clock = ports.clock();
        this.actions = actions;
        this.tasks = tasks;
        this.asking = asking;
        this.failing = failing;
        this.guardrails = new Guardrails(configuration.budget(), configuration.mayTouch());
    }

    Turn next(Run run, Runbook runbook) {
        if (!run.progress().told().contains(EVIDENCE)) {
            return evidence(run, runbook);
        }
        var current = run.current(runbook);
        if (current.isEmpty() || run.progress().stopped() != null) {
            return finish(run, runbook);
        }
        var step = current.get();
        var action = actions.named(step.action()).orElse(null);
        if (action == null) {
            return failing.fail(run, runbook, "there is no action " + step.action());
        }
        var state = run.state(step);
        if (state == null && run.resolved()) {
            return stop(run, step, "its incident is resolved");
        }
        if (state == null && leftOut(run, step)) {
            return leaveOut(run, step);
        }
        return switch (tasks.of(run, step, state == null ? run.now() : state.begunAt())) {
            case Tasks.Given.Not not -> failing.fail(run, runbook, step.title() + ": " + not.why());
            case Tasks.Given.Ready(var task) ->
                state == null ? begin(run, runbook, step, action, task) : act(run, runbook, step, action, task, state);
        };
    }

    /** Before anything else, what is seen is kept. */
    private Turn evidence(Run run, Runbook runbook) {
        var seen = Turn.to(run.progress().tell(EVIDENCE));
        return switch (tasks.about(run)) {
            case Tasks.Given.Not not -> failing.fail(run, runbook, not.why());
            case Tasks.Given.Ready(var task) ->
                seen.saying("sees: " + Evidence.gather(task, run.request().transition(), tasks.logs(run)));
        };
    }

    private static boolean leftOut(Run run, Step step) {
        return step.given() != null && !step.given().holds(run.outputs());
    }

    private static Turn leaveOut(Run run, Step step) {
        var given = step.given() == null ? "" : step.given().pattern();
        var says = "leaves out \"" + step.title() + "\": " + given + " does not hold of " + run.outputs();
        return Turn.to(run.progress())
                .with(StepState.of(step.id(), Status.SKIPPED, run.now(), run.lease(), says))
                .saying(says);
    }

    private Turn begin(Run run, Runbook runbook, Step step, Action action, Task task) {
        if (action.kind() == Kind.CHANGES) {
            return change(run, runbook, step, action, task);
        }
        var says = action.plan(task).says();
        if (Planned.ANSWERED.equals(run.progress().approved().get(step.id()))) {
            var answered = run.progress().approvedBy() + " has said yes to that in the plan: " + says;
            return Turn.to(run.progress())
                    .with(StepState.of(step.id(), Status.DONE, run.now(), run.lease(), answered))
                    .saying(answered);
        }
        return Turn.to(run.progress()).with(StepState.of(step.id(), Status.BEGUN, run.now(), run.lease(), says));
    }

    private Turn change(Run run, Runbook runbook, Step step, Action action, Task task) {
        return switch (mayGoOn(run, step)) {
            case Gate.Shut(var turn) -> turn;
            case Gate.Open(var because) ->
                switch (action.plan(task)) { // what a person must do is asked once, and not whether it may be asked
                    case Plan.NeedsPerson(var why) -> asking.about(run, step, true, why);
                    case Plan.Would would -> change(run, runbook, step, task, would, because);
                };
        };
    }

    /** Whether a change may be thought of at all now. */
    private sealed interface Gate {
        /** @param because who or what confirms that it is needed; empty once something was changed */
        record Open(String because) implements Gate {}

        record Shut(Turn turn) implements Gate {}
    }

    /** Nobody has halted it, and before the first change CloudWatch itself says what the message said. */
    private Gate mayGoOn(Run run, Step step) {
        var halt = run.halt();
        if (halt != null) {
            return new Gate.Shut(stop(run, step, "halted by " + halt.by() + " at " + Said.time(halt.at())));
        }
        if (run.hasChanged()) {
            return new Gate.Open("");
        }
        var transition = run.request().transition();
        if (transition == null) {
            return new Gate.Open("asked for by " + run.request().by());
        }
        return switch (Confirmation.ask(ports.cloudWatch(), transition, run.now())) {
            case Confirmation.Confirmed(var says) -> new Gate.Open(says);
            case Confirmation.Denied(var why) -> new Gate.Shut(denied(run, why));
        };
    }

    private static Turn denied(Run run, String why) {
        return Turn.over(run.progress(), RunTold.What.ENDED, "not confirmed, so nothing was changed: " + why);
    }

    private Turn change(Run run, Runbook runbook, Step step, Task task, Plan.Would would, String because) {
        var target = target(step, would);
        var plan = Planned.identify(step, task, would);
        var approved = run.progress().approvedBy() == null
                ? null
                : run.progress().approved().get(step.id());
        if (run.holds(target) && !plan.equals(approved)) {
            approved = null; // its own change has moved the target since: nobody has seen what it would do now
        }
        var silent = Asking.isSilent(run);
        if (approved == null || silent) { // nobody has, or nobody could know then what this would be
            var caution = caution(run);
            var but = caution.because() == null ? because : because + "; it asks, since " + caution.because();
            var veto = caution.mode().veto();
            if (veto != null && (approved == null || !silent)) {
                return asking.unlessStopped(run, runbook, veto, but);
            }
            if (!caution.mode().actsByItself()) {
                return asking.all(run, runbook, but);
            }
            if (approved == null) {
                return intend(run, step, would, because);
            }
        }
        return approved.equals(plan)
                ? intend(run, step, would, because)
                : stop(
                        run,
                        step,
                        target.arn() + " is not as it was when this was approved: now it would " + would.says());
    }

    /** A question comes with what hangs on it. Of an alarm that is none nobody is asked. */
    private Turn question(Run run, Runbook runbook, Step step, String says) {
        if (!asking.changesAreLeft(run, runbook)) {
            return asking.about(run, step, false, says);
        }
        return switch (mayGoOn(run, step)) {
            case Gate.Shut(var turn) -> turn;
            case Gate.Open(var because) -> asking.with(run, runbook, step, says, because);
        };
    }

    private Turn intend(Run run, Step step, Plan.Would would, String because) {
        var target = target(step, would);
        var state = table.target(run, target.arn());
        if (state.holder() != null) {
            return await(run, step, target, state);
        }
        var change = new Guardrails.Change(target, run.halt(), state.spent(), run.spentInAll(), run.now());
        var refusal = guardrails.refusal(change);
        if (refusal.isPresent()) {
            return stop(run, step, refusal.get());
        }
        var begun = StepState.of(step.id(), Status.BEGUN, run.now(), run.lease(), would.says())
                .withTarget(target.arn())
                .withFacts(would.facts());
        var turn = Turn.to(run.progress().holding(new Held(target.arn(), state.lease() + 1)))
                .with(begun)
                .saying("begins to " + would.says() + (because.isEmpty() ? "" : "; " + because));
        for (var write : table.take(run, target.arn(), state)) {
            turn = turn.beside(write);
        }
        return turn;
    }

    private static Target target(Step step, Plan.Would would) {
        var target = would.target();
        if (target == null) {
            throw new IllegalStateException(step.action() + " changes something and does not say what");
        }
        return target;
    }

    /** Another run is at the same thing: never two at once. */
    private static Turn await(Run run, Step step, Target target, RunTable.TargetState state) {
        if (run.progress().attempts() >= MOST_WAITS) {
            return stop(run, step, target.arn() + " is still held by " + state.holder());
        }
        var waiting = Turn.again(run.progress(), run.now().plusSeconds(60));
        var once = "waits-" + target.arn();
        return run.progress().told().contains(once)
                ? waiting
                : Turn.again(run.progress().tell(once), run.now().plusSeconds(60))
                        .saying("waits: " + state.holder() + " is at " + target.arn());
    }

    /** No further change. Before the first one that is the end; after it, what was done is proven or told. */
    private static Turn stop(Run run, Step step, String why) {
        var halted = run.halt() == null ? run.progress() : run.progress().tell(Failing.HALTED);
        return run.hasChanged()
                ? Turn.to(halted.withStopped(why)).saying("stops before \"" + step.title() + "\": " + why)
                : Turn.over(run.progress(), RunTold.What.ENDED, "nothing was changed: " + why);
    }

    private Turn act(Run run, Runbook runbook, Step step, Action action, Task task, StepState state) {
        if (action.kind() == Kind.CHANGES && run.halt() != null) {
            return failing.halted(
                    run, runbook, "halted by " + run.halt().by() + " while \"" + step.title() + "\" was under way");
        }
        var cutOff = state.claim() != run.lease();
        if (cutOff && !action.knowsItsOwn()) {
            return unknown(run, step);
        }
        if (action.kind() == Kind.CHANGES // also what was not done at first because an API refused
                && run.now().isAfter(lastKnown(state).plus(FRESH))) {
            return stale(run, step, state);
        }
        return switch (action.act(task, state.facts())) {
            case Outcome.Done(var says, var outputs) ->
                leaving(
                        Turn.to(
                                        action.kind() == Kind.CHANGES
                                                ? run.progress().withChangedAt(clock.instant())
                                                : run.progress())
                                .with(state.withStatus(Status.DONE)
                                        .withSays(says)
                                        .withOutputs(outputs))
                                .saying(says),
                        state,
                        action.leaves(task, state.facts()));
            case Outcome.Mails(var says) ->
                Turn.to(run.progress())
                        .with(state.withStatus(Status.DONE).withSays(says))
                        .telling(RunTold.What.MAILS, says);
            case Outcome.HandsOver handsOver -> handOver(run, runbook, state, handsOver);
            case Outcome.Later(var after, var says, var facts) -> {
                var known = new TreeMap<>(state.facts());
                known.putAll(facts);
                yield Turn.to(run.progress())
                        .until(run.now().plus(after))
                        .with(state.withFacts(known).withSeenAt(run.now()));
            }
            case Outcome.NeedsPerson(var says) ->
                action.asksForAll()
                        ? question(run, runbook, step, says)
                        : asking.about(run, step, action.kind() == Kind.CHANGES, says);
            case Outcome.Failed(var says) ->
                failing.fail(
                        run,
                        runbook,
                        "\"" + step.title() + "\" failed: " + says,
                        state.withStatus(Status.FAILED).withSays(says));
        };
    }

    /** What later runs must know of the target is committed with what was done to it. */
    private static Turn leaving(Turn turn, StepState state, Map<String, String> left) {
        var target = state.target();
        return target == null || left.isEmpty() ? turn : turn.beside(RunTable.leave(target, left));
    }

    /** What was handed over may take hours, and is looked at all that time. */
    private static Instant lastKnown(StepState state) {
        var seen = state.seenAt();
        return seen == null ? state.begunAt() : seen;
    }

    /** Only what has changed nothing can leave the rest to another: what was changed owes a proof of its own. */
    private Turn handOver(Run run, Runbook runbook, StepState state, Outcome.HandsOver to) {
        var done = state.withStatus(Status.DONE).withSays(to.says());
        var stage = configuration
                .service(run.request().partition())
                .map(service -> service.stage())
                .orElse("");
        var partition = stage + "/" + to.service();
        if (run.hasChanged() || configuration.service(partition).isEmpty()) {
            return failing.fail(run, runbook, "it cannot " + to.says(), done);
        }
        var request = run.request();
        var next = new RunRequest(
                "",
                request.incident(),
                0,
                to.runbook(),
                partition,
                request.severity(),
                request.transition(),
                run.now(),
                request.by(),
                null,
                request.id());
        return Turn.handingOver(run.progress(), "hands over to " + to.runbook() + " of " + to.service(), next)
                .with(done);
    }

    /** Nothing tells whether it was done: it is not done again. */
    Turn unknown(Run run, Step step) {
        return asking.about(
                run,
                step,
                true,
                "nothing tells whether \"" + step.title() + "\" was done: look, and do it where it was not");
    }

    /** CloudWatch's word, the plan and the approval were of another time: a person decides anew. */
    private Turn stale(Run run, Step step, StepState state) {
        return asking.about(
                run,
                step,
                true,
                "\"" + step.title() + "\" was begun at " + Said.time(state.begunAt())
                        + " and cut off, too long ago to go on with it: look, and do it where it was not and is"
                        + " needed");
    }

    /** All is done that will be: now it is to be proven, where anything was changed. */
    private Turn finish(Run run, Runbook runbook) {
        var stopped = Optional.ofNullable(run.progress().stopped());
        if (!run.hasChanged()) {
            return stopped.map(why -> Turn.over(run.progress(), RunTold.What.ENDED, "nothing was changed: " + why))
                    .orElseGet(() -> unchanged(run));
        }
        var proof = runbook.proof();
        if (proof == null) {
            return failing.fail(run, runbook, "nothing says how it is proven");
        }
        return Turn.to(run.progress()
                        .withPhase(Phase.PROVING)
                        .withWellSince(null)
                        .withProveUntil(run.now().plus(proof.within())))
                .saying("all is done; is it well within " + Said.duration(proof.within()) + ", for "
                        + Said.duration(proof.lasts()) + "?");
    }

    /** It came to no change: whether there was an alarm at all is asked now, unless that was before a question. */
    private Turn unchanged(Run run) {
        var transition = run.request().transition();
        var done = Turn.over(run.progress(), RunTold.What.ENDED, "done; nothing had to be changed");
        if (transition == null || run.progress().approvedBy() != null) {
            return done;
        }
        return switch (Confirmation.ask(ports.cloudWatch(), transition, run.now())) {
            case Confirmation.Confirmed confirmed -> done;
            case Confirmation.Denied(var why) -> denied(run, why);
        };
    }

    /** The mode that counts for what is not approved yet. */
    Caution caution(Run run) {
        var service = configuration.service(run.request().partition()).orElse(null);
        var configured =
                service == null ? Mode.SHADOW : configuration.mode(run.request().runbook(), service.stage());
        return service == null || !configured.actsByItself()
                ? new Caution(configured, null)
                : Caution.of(configured, against(run, service));
    }

    private @Nullable String against(Run run, Service service) {
        var request = run.request();
        var disappointed = Guardrails.disappointed(run.unproven());
        if (disappointed != null) {
            return disappointed;
        }
        if (request.from() != null && request.transition() == null) { // neither an alarm nor a plan stands behind it
            return request.from() + " handed over to it, and nobody has seen what it would do";
        }
        var deployed = Guardrails.deployed(
                deployments(run, service), configuration.times().deployed(), request.at(), run.now());
        if (deployed != null) {
            return deployed;
        }
        var window = Guardrails.maintained(configuration.windows(), service.name(), request.severity(), run.now());
        var maintained =
                window == null ? Guardrails.maintained(table.plans(), service, request.severity(), run.now()) : window;
        return maintained == null ? table.storm(run) : maintained;
    }

    /** Of the service, and of each other whose resources it would change: the pool's runbook restarts the API. */
    private List<Deployment> deployments(Run run, Service own) {
        var others = ports.runbooks().named(run.request().runbook()).stream()
                .flatMap(runbook -> runbook.steps().stream())
                .filter(step -> actions.named(step.action()).stream().anyMatch(each -> each.kind() == Kind.CHANGES))
                .flatMap(step -> step.parameters().values().stream())
                .flatMap(value -> References.in(value).stream())
                .filter(reference -> reference.startsWith("services."))
                .map(reference -> own.stage() + "/" + reference.split("\\.", -1)[1])
                .filter(partition -> !partition.equals(own.partition()))
                .distinct()
                .flatMap(partition -> configuration.service(partition).stream())
                .toList();
        return others.isEmpty()
                ? run.deployments()
                : Stream.concat(run.deployments().stream(), table.deployments(others).stream())
                        .toList();
    }
}
