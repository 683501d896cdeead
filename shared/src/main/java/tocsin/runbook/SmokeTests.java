package tocsin.runbook;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import tocsin.Ports;
import tocsin.config.Probe;
import tocsin.maintenance.Announcing;
import tocsin.maintenance.Checked;
import tocsin.maintenance.Maintenance;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Ledger;

/** Whether a maintenance can end: its services' probes, and what its checklist says of the work. */
public final class SmokeTests {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** So many are asked in one look: whoever asks has a timeout too. */
    private static final int MOST = 6;

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
        return new Checked(workDone(maintenance), wellness.well(), wellness.says());
    }

    private Wellness probes(Maintenance maintenance) {
        var configuration = ports.configuration();
        var probes = new LinkedHashSet<Probe>();
        configuration.services().stream()
                .filter(maintenance::concerns)
                .forEach(service -> probes.addAll(Proofs.probesOf(configuration, service.partition())));
        var proofs = new Proofs(ports.cloudWatch(), ports.web(), configuration);
        return probes.stream()
                .limit(MOST)
                .map(probe -> proofs.probe(probe, TIMEOUT))
                .reduce(Wellness::and)
                .orElseGet(() -> new Wellness(true, "no service of it has a probe"));
    }

    /** Where no checklist leads anybody, or it is over, there is nothing to wait for. */
    private boolean workDone(Maintenance maintenance) {
        var run = Keys.run(maintenance.ref(), 1);
        var row = ledger.rows(List.of(run)).get(run);
        if (row == null || runs.progress(row).phase() == Progress.Phase.OVER) {
            return true;
        }
        return runs.step(runs.request(row), Announcing.WORK).stream()
                .anyMatch(state -> state.status() == StepState.Status.DONE);
    }
}
