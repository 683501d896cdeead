package tocsin.health;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.config.Check;
import tocsin.config.Configuration;
import tocsin.config.Service;
import tocsin.config.Stage;
import tocsin.page.Cleaned;

/** Sweeps, and what is to be made of them. */
public final class Reports {
    private static final int MOST_SHOWN = 60;

    private final Ports ports;
    private final Configuration configuration;

    public Reports(Ports ports) {
        this.ports = ports;
        this.configuration = ports.configuration();
    }

    /**
     * What somebody asks for; of a service also what it needs, since that may be where it fails.
     *
     * @param left how long it may take at the most
     */
    public Sweeping.Reply answer(Sweeping.Request request, Duration left) {
        var within = request.within(left);
        var wanted = request.stage();
        var stage = wanted == null ? configuration.stages().stream().findFirst() : configuration.stage(wanted);
        if (stage.isEmpty()) {
            return refused(
                    "stage",
                    wanted,
                    configuration.stages().stream().map(Stage::name).toList());
        }
        var service = request.service();
        var names = stage.get().services().stream().map(Service::name).toList();
        if (service != null && !names.contains(service)) {
            return refused("service", service, names);
        }
        var checks = configuration.checks(stage.get().name()).stream()
                .filter(check -> service == null
                        || with(stage.get().name() + "/" + service).contains(check.service()))
                .toList();
        return checks.isEmpty()
                ? new Sweeping.Reply(
                        "tocsin.yaml has no checks of " + stage.get().name() + (service == null ? "" : "/" + service),
                        null)
                : new Sweeping.Reply(null, of(stage.get().name(), checks, within));
    }

    private Set<String> with(String partition) {
        var all = new TreeSet<String>();
        configuration.service(partition).ifPresent(service -> {
            all.add(service.name());
            configuration.needs(service).stream().map(Service::name).forEach(all::add);
        });
        return all;
    }

    private static Sweeping.Reply refused(String what, @Nullable String name, List<String> known) {
        return new Sweeping.Reply(
                what + ": '" + Cleaned.line(String.valueOf(name), MOST_SHOWN) + "'; expected one of "
                        + String.join(", ", known),
                null);
    }

    /** Looks at these, all of one stage. */
    public Report of(String stage, List<Check> checks, Duration within) {
        var begun = ports.clock().instant();
        var results = new Sweep(ports).look(checks, within);
        var took = Duration.between(begun, ports.clock().instant()).dividedBy(ports.speed());
        return new Report(stage, results, Verdict.of(configuration, checks, results), took.toMillis());
    }
}
