package tocsin.runbook;

import java.time.Duration;
import java.time.Instant;
import tocsin.Said;
import tocsin.triage.RunTold;

/** Watches whether what was changed has helped: all well, for a while, in time. */
final class Proving {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(20);
    private static final Duration PROBE = Duration.ofSeconds(5);

    private final RunTable table;
    private final Proofs proofs;
    private final Failing failing;

    Proving(RunTable table, Proofs proofs, Failing failing) {
        this.table = table;
        this.proofs = proofs;
        this.failing = failing;
    }

    Turn look(Run run, Runbook runbook) {
        var proof = runbook.proof();
        var until = run.progress().proveUntil();
        if (proof == null || until == null) {
            return failing.fail(run, runbook, "nothing says how it is proven");
        }
        var seen = proofs.look(proof, run.request(), run.progress().changedAt(), run.now(), PROBE);
        return seen.well() ? well(run, proof, seen.says()) : ill(run, runbook, proof, until, seen.says());
    }

    private Turn well(Run run, Runbook.Proof proof, String says) {
        var since =
                run.progress().wellSince() == null ? run.now() : run.progress().wellSince();
        var enough = since.plus(proof.lasts());
        if (!run.now().isBefore(enough)) {
            return Turn.over(
                            run.progress(), RunTold.What.PROVEN, "proven: " + says + "; well since " + Said.time(since))
                    .beside(table.noteProof(run.request(), true));
        }
        var next = Turn.to(run.progress().withWellSince(since))
                .until(sooner(run.now().plus(LOOK_AGAIN), enough));
        return run.progress().wellSince() != null
                ? next
                : next.saying("well: " + says + "; is watched for " + Said.duration(proof.lasts()));
    }

    private Turn ill(Run run, Runbook runbook, Runbook.Proof proof, Instant until, String says) {
        if (!run.now().isBefore(until)) {
            return failing.fail(run, runbook, "not proven within " + Said.duration(proof.within()) + ": " + says);
        }
        var next = Turn.to(run.progress().withWellSince(null))
                .until(sooner(run.now().plus(LOOK_AGAIN), until));
        return run.progress().wellSince() == null ? next : next.saying("not well again: " + says);
    }

    private static Instant sooner(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
