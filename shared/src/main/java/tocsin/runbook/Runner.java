package tocsin.runbook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.Ports;
import tocsin.Said;
import tocsin.action.Action;
import tocsin.action.Actions;
import tocsin.config.Mode;
import tocsin.runbook.Progress.Phase;
import tocsin.runbook.StepState.Status;
import tocsin.state.Key;
import tocsin.state.Ledger.BesideRefused;
import tocsin.triage.RunTold;

/**
 * Runs runbooks: each turn reads the run under its claim, does one thing, and commits what came of it with what the
 * incident is told. Whatever dies in between is taken up again where the table says that it stood.
 */
public final class Runner {
    /** So often something that may pass is tried. */
    private static final int MOST_ATTEMPTS = 5;

    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);
    private static final int MOST_REFUSALS = 10;

    /** With less than this left of the claim nothing new is begun. */
    private static final Duration ENOUGH = Duration.ofSeconds(50);

    private final RunTable table;
    private final Runbooks runbooks;
    private final Actions actions;
    private final Asking asking;
    private final Stepping stepping;
    private final Proving proving;
    private final Failing failing;
    private final int speed;

    public Runner(Ports ports) {
        this(ports, Actions.BUILT);
    }

    Runner(Ports ports, Actions actions) {
        this.actions = actions;
        runbooks = ports.runbooks();
        speed = ports.speed();
        table = new RunTable(ports);
        var tasks = new Tasks(ports, actions, table);
        failing = new Failing(table, actions, tasks);
        asking = new Asking(actions, tasks, failing);
        stepping = new Stepping(table, ports, actions, tasks, asking, failing);
        proving = new Proving(table, new Proofs(ports.cloudWatch(), ports.web(), ports.configuration()), failing);
    }

    /** Takes the run as far as it goes now; does nothing where it is not due, or somebody else has it. */
    public void run(Key key) {
        var claimed = table.claim(key);
        if (claimed.isEmpty()) {
            return;
        }
        var refusals = 0;
        while (true) {
            var read = table.read(key, claimed.get(), runbooks);
            if (read.isEmpty() || read.get().phase() == Phase.OVER) {
                return;
            }
            var turn = turn(read.get());
            try {
                table.commit(read.get(), turn);
                if (turn.rests()) {
                    return;
                }
            } catch (BesideRefused refused) { // by now something else is so: it is read again and decided anew
                refusals++;
                if (refusals > MOST_REFUSALS) {
                    throw new PortFailure(Kind.CONFLICT, refusals + " commits of " + key + " were refused", refused);
                }
            }
        }
    }

    private Turn turn(Run run) {
        if (run.leaseLeft().compareTo(ENOUGH.multipliedBy(speed)) < 0) {
            return new Turn(run.progress(), List.of(), null, List.of(), run.now());
        }
        var runbook = runbooks.named(run.request().runbook()).orElse(null);
        if (runbook == null) {
            return gone(run, "there is no runbook " + run.request().runbook());
        }
        var began = run.progress().document();
        if (began != null && !began.equals(document(runbook))) {
            return gone(run, runbook.name() + " was changed while it ran: what it began with is not gone on with");
        }
        if (!run.lost().isEmpty() && run.phase() != Phase.UNDOING) { // what others hold by now is not taken back
            return failing.fail(
                    run, runbook, "another run has taken " + String.join(" and ", run.lost()) + " meanwhile");
        }
        try {
            return step(run, runbook);
        } catch (PortFailure failure) {
            return failed(run, runbook, failure);
        }
    }

    private Turn step(Run run, Runbook runbook) {
        return switch (run.phase()) {
            case REQUESTED -> start(run, runbook);
            case RUNNING -> stepping.next(run, runbook);
            case ASKING -> asking.waiting(run, runbook);
            case PROVING -> proving.look(run, runbook);
            case UNDOING -> failing.undo(run, runbook);
            case OVER -> throw new IllegalStateException(run.request().id() + " is over");
        };
    }

    private Turn start(Run run, Runbook runbook) {
        var mode = stepping.caution(run).mode();
        if (mode.kind() == Mode.Kind.SHADOW) {
            return Turn.over(
                    run.progress(),
                    RunTold.What.ENDED,
                    "in the shadow: would " + asking.left(run, runbook).says());
        }
        var begun = run.progress().withPhase(Phase.RUNNING).withDocument(document(runbook));
        var by = run.request().by();
        var plan = run.request().plan();
        if (by != null && plan != null) {
            return asPlanned(run, runbook, begun, by, plan);
        }
        var disappointed = run.unproven() >= Guardrails.UNPROVEN_IN_A_ROW
                ? ", since its last " + run.unproven() + " runs were not proven"
                : "";
        var veto = mode.veto();
        var says = veto != null
                ? "says what it will do, and does it unless somebody stops it within " + Said.duration(veto)
                : mode.actsByItself() ? "acts by itself" : "asks before it changes anything" + disappointed;
        return Turn.to(begun).saying("begins \"" + runbook.title() + "\"; it " + says);
    }

    /** Whoever asks for it by hand has seen what it would do: that is what is approved. */
    private Turn asPlanned(Run run, Runbook runbook, Progress begun, String by, String plan) {
        var left = asking.left(run, runbook);
        var approved = new TreeMap<>(left.plans());
        Planned.questions(plan).forEach(step -> approved.put(step, Planned.ANSWERED));
        return Planned.identity(plan).equals(left.identity())
                ? Turn.to(begun.withApprovedBy(by).withApproved(approved))
                        .saying("begins \"" + runbook.title() + "\", as " + by + " saw it planned")
                : Turn.over(
                        run.progress(),
                        RunTold.What.ENDED,
                        "nothing was changed: what " + by + " saw planned is not what it would do now: " + left.says());
    }

    /** The document that it was begun with is not there any more: nothing can be taken back by it. */
    private Turn gone(Run run, String why) {
        var left = run.hasChanged() ? "; what it had changed is left as it is" : "; nothing was changed";
        var what = run.hasChanged() ? RunTold.What.FAILED : RunTold.What.STOPPED;
        var over = Turn.over(run.progress(), what, why + left);
        return run.hasChanged() ? over.beside(table.noteProof(run.request(), false)) : over;
    }

    /** What may pass is tried again; what does not pass ends the step. */
    private Turn failed(Run run, Runbook runbook, PortFailure failure) {
        var step = run.current(runbook).orElse(null);
        var state = step == null ? null : run.state(step);
        if (step != null && state != null && failure.kind() == Kind.UNCLEAR && !knowsItsOwn(step)) {
            return stepping.unknown(run, step);
        }
        if (failure.passing() && run.progress().attempts() + 1 < MOST_ATTEMPTS) {
            var after = TRY_AGAIN.multipliedBy(run.progress().attempts() + 1L);
            var again = Turn.again(run.progress(), run.now().plus(after));
            return state == null || failure.kind() == Kind.UNCLEAR ? again : asAtFirst(run, state, again);
        }
        if (run.phase() == Phase.UNDOING) {
            return failing.toUndo(run, runbook)
                    .map(run::state)
                    .map(undoing -> failing.left(run, undoing, String.valueOf(failure.getMessage())))
                    .orElseThrow(() -> failure);
        }
        return failing.fail(
                run,
                runbook,
                (step == null ? "" : "\"" + step.title() + "\": ") + String.valueOf(failure.getMessage()));
    }

    /** What is known not to have been done is done under the next claim as if for the first time. */
    private static Turn asAtFirst(Run run, StepState state, Turn again) {
        return state.status() == Status.BEGUN && state.claim() == run.lease()
                ? again.with(state.withClaim(run.lease() + 1))
                : again;
    }

    private boolean knowsItsOwn(Runbook.Step step) {
        return actions.named(step.action()).map(Action::knowsItsOwn).orElse(true);
    }

    private static String document(Runbook runbook) {
        var text = new Runbooks(List.of(runbook)).toJson();
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
