package tocsin.configure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.config.Finding;
import tocsin.runbook.References;
import tocsin.runbook.Runbook;
import tocsin.runbook.Runbook.Step;

/** The hand-overs between runbooks: each leads to one that there is, for a service that has what it needs, and on. */
final class HandOvers {
    private final Map<String, Optional<Runbook>> runbooks;
    private final Resources resources;
    private final List<Finding> findings = new ArrayList<>();

    private HandOvers(Map<String, Optional<Runbook>> runbooks, Resources resources) {
        this.runbooks = runbooks;
        this.resources = resources;
    }

    static List<Finding> findings(Map<String, Optional<Runbook>> runbooks, Resources resources) {
        var handOvers = new HandOvers(runbooks, resources);
        handOvers.runbooks.values().stream().flatMap(Optional::stream).forEach(handOvers::runbook);
        return handOvers.findings;
    }

    private void runbook(Runbook runbook) {
        runbook.steps().stream().filter(Walk::handsOver).forEach(step -> step(runbook, step));
    }

    private void step(Runbook from, Step step) {
        var to = step.parameters().getOrDefault("runbook", "");
        var service = step.parameters().getOrDefault("service", "");
        if (!References.in(to).isEmpty()) {
            error(from, step, "runbook: \"" + to + "\"; expected the name of a runbook, which only lint can follow");
            return;
        }
        if (!runbooks.containsKey(to)) {
            error(
                    from,
                    step,
                    "there is no runbooks/" + to + ".md; " + Nearest.hint(to, List.copyOf(runbooks.keySet())));
            return;
        }
        var way = circle(to, from.name(), new LinkedHashSet<>());
        if (way != null) {
            error(from, step, "goes in a circle: " + from.name() + ", " + String.join(", ", way));
        }
        service(from, step, service, to);
    }

    private void service(Runbook from, Step step, String service, String to) {
        var there = resources.ofServices().get(service);
        if (there == null) {
            error(
                    from,
                    step,
                    "there is no service " + service + "; "
                            + Nearest.hint(
                                    service, List.copyOf(resources.ofServices().keySet())));
            return;
        }
        runbooks.getOrDefault(to, Optional.empty()).stream()
                .flatMap(each -> needs(each).stream())
                .filter(resource -> !there.containsKey(resource))
                .forEach(resource ->
                        error(from, step, to + " needs ${service." + resource + "}, which " + service + " has not"));
    }

    /** The resources of its own service that a runbook names. */
    static SequencedSet<String> needs(Runbook runbook) {
        var needs = new LinkedHashSet<String>();
        runbook.steps()
                .forEach(step -> step.parameters().values().forEach(value -> needs.addAll(Resources.ofOwn(value))));
        return needs;
    }

    /** The way from one runbook to another over hand-overs; null where there is none. */
    private @Nullable List<String> circle(String from, String to, Set<String> seen) {
        if (from.equals(to)) {
            return List.of(to);
        }
        if (!seen.add(from)) {
            return null;
        }
        for (var step : runbooks.getOrDefault(from, Optional.empty())
                .map(Runbook::steps)
                .orElse(List.of())) {
            var way = Walk.handsOver(step) ? circle(step.parameters().getOrDefault("runbook", ""), to, seen) : null;
            if (way != null) {
                var longer = new ArrayList<>(List.of(from));
                longer.addAll(way);
                return longer;
            }
        }
        return null;
    }

    private void error(Runbook from, Step step, String text) {
        findings.add(Finding.error("runbooks/" + from.name() + ".md", step.line(), "runbook.hand-over: " + text));
    }
}
