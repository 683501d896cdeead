package tocsin.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tocsin.Ports;
import tocsin.config.Configuration;
import tocsin.config.Service;
import tocsin.maintenance.Checked;
import tocsin.maintenance.Maintenance;
import tocsin.maintenance.Plans;
import tocsin.maintenance.Window;
import tocsin.runbook.SmokeTests;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.triage.Triage;

/** Maintenance goes on when its time comes: told, begun, ended once its smoke tests pass. */
final class Maintaining {
    /** The smoke tests of one maintenance, and what is committed after them. */
    private static final Duration ONE = SmokeTests.WITHIN.plusSeconds(5);

    private final Ports ports;
    private final Documents documents;
    private final Configuration configuration;
    private final Ledger ledger;
    private final Triage triage;
    private final SmokeTests smokeTests;
    private final OwnRow own;

    Maintaining(Ports ports, Documents documents) {
        this.ports = ports;
        this.documents = documents;
        configuration = ports.configuration();
        ledger = Ledger.of(ports, documents);
        triage = new Triage(configuration);
        smokeTests = new SmokeTests(ports);
        own = new OwnRow(ports, ledger, Keys.MAINTENANCE);
    }

    /**
     * Once in a function's life: where windows are announced by themselves and nothing was ever planned, they are looked
     * at now.
     */
    void begin() {
        own.begin(configuration.maintenance() != null && announcesByItself(), this::nothingPlanned);
    }

    private Row nothingPlanned() {
        var says = new TreeMap<String, Value>();
        says.put("body", Value.of(documents.plans().toJson(Plans.NONE.withVersion(1))));
        says.put("version", Value.of(1));
        return own.of(ports.clock().instant(), says);
    }

    private boolean announcesByItself() {
        return configuration.windows().stream().anyMatch(Window::announced);
    }

    /**
     * Goes on where it is due.
     *
     * @param left how long the function still runs
     */
    void look(Supplier<Duration> left) {
        if (own.due().isEmpty()) {
            return;
        }
        var now = ports.clock().instant();
        var checked = checked(now, left);
        var partitions = Stream.concat(
                        configuration.services().stream().map(Service::partition), Stream.of(Maintenance.PARTITION))
                .toList();
        ledger.decide(partitions, List.of(), view -> triage.maintained(view, checked, now));
    }

    private Map<Long, Checked> checked(Instant now, Supplier<Duration> left) {
        var checked = new TreeMap<Long, Checked>();
        for (var each : triage.toCheck(ledger.plans(), now)) {
            if (left.get().compareTo(ONE) >= 0) {
                checked.put(each.number(), smokeTests.look(each));
            }
        }
        return checked;
    }
}
