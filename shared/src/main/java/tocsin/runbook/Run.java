package tocsin.runbook;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.action.Plan.Target;
import tocsin.incident.Deployment;
import tocsin.runbook.Progress.Phase;
import tocsin.runbook.Runbook.Step;
import tocsin.runbook.StepState.Status;

/**
 * A run as it was read under its lease.
 *
 * @param steps by id: of the steps that have been begun
 * @param halt null where nothing is halted
 * @param resolved whether the incident that it is for is over
 * @param unproven how many runs of this runbook in this stage went unproven in a row
 * @param deployments what went live lately in the service, the newest first
 * @param lost the ARNs of what it changed and another run holds now
 * @param lapsed the ARNs of what it changed and held only until some time ago, though nobody else has taken it
 * @param lease the number under which it is claimed
 * @param revision counts the commits
 * @param leaseUntil the end of the claim
 */
record Run(
        RunRequest request,
        Progress progress,
        Map<String, StepState> steps,
        @Nullable Halt halt,
        boolean resolved,
        long unproven,
        Spent spentInAll,
        List<Deployment> deployments,
        List<String> lost,
        List<String> lapsed,
        long lease,
        long revision,
        Instant leaseUntil,
        Instant now) {
    Run {
        steps = Collections.unmodifiableMap(new TreeMap<>(steps));
        lost = List.copyOf(lost);
        lapsed = List.copyOf(lapsed);
    }

    /** The same with one step more, or another state of it. */
    Run with(StepState state) {
        var more = new TreeMap<>(steps);
        more.put(state.id(), state);
        return new Run(
                request,
                progress,
                more,
                halt,
                resolved,
                unproven,
                spentInAll,
                deployments,
                lost,
                lapsed,
                lease,
                revision,
                leaseUntil,
                now);
    }

    Phase phase() {
        return progress.phase();
    }

    @Nullable StepState state(Step step) {
        return steps.get(step.id());
    }

    /** The first step that is not over. */
    Optional<Step> current(Runbook runbook) {
        return runbook.steps().stream()
                .filter(step -> {
                    var state = state(step);
                    return state == null || !state.isOver();
                })
                .findFirst();
    }

    /** What the steps gave: "open.count" and its value. */
    SortedMap<String, String> outputs() {
        var known = new TreeMap<String, String>();
        steps.values().stream()
                .filter(state -> state.status() == Status.DONE)
                .forEach(state -> state.outputs().forEach((name, value) -> known.put(state.id() + "." + name, value)));
        return known;
    }

    /** Whether a change was begun, or done by a person for it: from then on the run owes a proof. */
    boolean hasChanged() {
        return progress.changedAt() != null
                || steps.values().stream().map(StepState::target).anyMatch(Objects::nonNull);
    }

    /** Whether it has changed this already: what it was found like before is of no account then. */
    boolean holds(Target target) {
        return progress.holds(target.arn());
    }

    Duration leaseLeft() {
        return Duration.between(now, leaseUntil);
    }
}
