package tocsin.runbook;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import tocsin.Ports;
import tocsin.config.Probe;
import tocsin.health.Sweep;
import tocsin.health.Together.Came;
import tocsin.health.Together.Work;
import tocsin.maintenance.Announcing;
import tocsin.maintenance.Checked;
import tocsin.maintenance.Maintenance;
import tocsin.page.Cleaned;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Ledger;

/** Whether a maintenance can end: its services' probes, and what its checklist says of the work. */
public final class SmokeTests {
    /** So long one look takes at most: whoever looks has a timeout too. */
    public static final Duration WITHIN = Duration.ofSeconds(30);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int LONGEST = 400;

    private final Ports ports;
    private final Ledger ledger;
    private final RunTable runs;

    public SmokeTests(Ports ports) {
        this.ports = ports;
        ledger = Ledger.of(ports, new Documents());
        runs = new RunTable(ports);
    }

    /** Looks once. */
    public Checked look(Maintenance maintenance) {
        var wellness = probes(maintenance);
        return new Checked(workDone(maintenance), wellness.well(), Cleaned.line(wellness.says(), LONGEST));
    }

    private Wellness probes(Maintenance maintenance) {
        var configuration = ports.configuration();
        var found = new LinkedHashSet<Probe>();
        configuration.services().stream()
                .filter(maintenance::concerns)
                .forEach(service -> found.addAll(Proofs.probesOf(configuration, service.partition())));
        var probes = List.copyOf(found);
        var proofs = new Proofs(ports.cloudWatch(), ports.web(), configuration);
        var work = probes.stream()
                .map(probe -> new Work<>(() -> proofs.probe(probe, TIMEOUT), TIMEOUT))
                .toList();
        var came = ports.together().all(work, Sweep.SIDE_BY_SIDE, WITHIN);
        return IntStream.range(0, probes.size())
                .mapToObj(at -> wellness(probes.get(at), came.get(at)))
                .reduce(Wellness::and)
                .orElseGet(() -> new Wellness(true, "no service of it has a probe"));
    }

    /** Nobody is let in to what was not seen to be well. */
    private static Wellness wellness(Probe probe, Came<Wellness> came) {
        return switch (came) {
            case Came.Done<Wellness>(var seen, var _) -> seen;
            case Came.Failed<Wellness>(var why, var _) ->
                new Wellness(
                        false,
                        probe.http() + " could not be asked: " + why.getClass().getSimpleName());
            case Came.Late<Wellness>(var _) -> new Wellness(false, probe.http() + " does not answer");
            case Came.NotBegun<Wellness>() -> new Wellness(false, probe.http() + " was not asked: no time was left");
        };
    }

    /**
     * Where no checklist leads anybody there is nothing to wait for. One that was given up, or failed, says nothing of
     * the work.
     */
    private boolean workDone(Maintenance maintenance) {
        var run = Keys.run(maintenance.ref(), 1);
        var row = ledger.rows(List.of(run)).get(run);
        if (row == null) {
            return true;
        }
        var request = runs.request(row);
        var ticked =
                runs.step(request, Announcing.WORK).stream().anyMatch(state -> state.status() == StepState.Status.DONE);
        return ticked || (runs.progress(row).phase() == Progress.Phase.OVER && hasNoWork(request.runbook()));
    }

    private boolean hasNoWork(String runbook) {
        return ports.runbooks().named(runbook).stream()
                .anyMatch(each ->
                        each.steps().stream().noneMatch(step -> step.id().equals(Announcing.WORK)));
    }
}
