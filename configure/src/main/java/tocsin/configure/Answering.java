package tocsin.configure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tocsin.Said;
import tocsin.alarm.Metric;
import tocsin.alarm.Transition;
import tocsin.config.Configuration;
import tocsin.config.Description;
import tocsin.config.Finding;
import tocsin.config.RunbookModes;
import tocsin.config.Service;
import tocsin.config.Stage;
import tocsin.runbook.Runbook;
import tocsin.runbook.Runbooks;

/** Which runbooks answer an alarm, and what keeps one of them from ever being proven by it. */
record Answering(Configuration configuration, Runbooks runbooks) {
    private static final Duration USUAL_PERIOD = Duration.ofMinutes(1);

    /** "Threshold Crossed: 3 out of the last 5 datapoints"; older ones have "3 datapoints". */
    private static final List<Pattern> PERIODS = List.of(
            Pattern.compile("out of the last ([0-9]{1,4}) datapoints?"), Pattern.compile("([0-9]{1,4}) datapoints?"));

    List<String> to(Description description) {
        return configuration.runbooks().stream()
                .filter(each -> each.answers(description))
                .map(RunbookModes::runbook)
                .toList();
    }

    /** "connection-pool (approve)". */
    String written(List<String> names, Stage stage) {
        return names.stream()
                .map(name -> name + " (" + configuration.mode(name, stage.name()) + ")")
                .collect(Collectors.joining(", "));
    }

    /** What is wrong with a runbook for this alarm of this service. */
    List<Finding> problems(String name, Service service, Transition transition) {
        return runbooks.named(name)
                .map(runbook -> problems(runbook, service, transition))
                .orElse(List.of());
    }

    private List<Finding> problems(Runbook runbook, Service service, Transition transition) {
        var problems = new ArrayList<Finding>();
        var answered = "answers " + transition.alarm() + " (" + service.partition() + ")";
        HandOvers.needs(runbook).stream()
                .filter(resource -> !service.resources().containsKey(resource))
                .forEach(resource -> problems.add(error(
                        runbook,
                        1,
                        answered + " and needs ${service." + resource + "}, which " + service.name() + " has not")));
        Optional.ofNullable(runbook.proof()).ifPresent(proof -> {
            if (proof.probe() && !probed(service)) {
                problems.add(error(
                        runbook,
                        proof.line(),
                        answered + " and can never be proven: " + service.name()
                                + " has no probe, nor has any service that needs it"));
            }
            var least = least(transition).plus(proof.lasts());
            if (proof.alarm() && proof.within().compareTo(least) < 0) {
                problems.add(error(
                        runbook,
                        proof.line(),
                        answered + ", which needs " + Said.duration(least(transition)) + " to be OK: with for: "
                                + Said.duration(proof.lasts()) + " it cannot be proven within "
                                + Said.duration(proof.within()) + "; expected " + Said.duration(least)
                                + " or more"));
            }
        });
        return problems;
    }

    private boolean probed(Service service) {
        return service.probe() != null
                || configuration.neededBy(service).stream().anyMatch(each -> each.probe() != null);
    }

    /** So long an alarm takes at the least to be OK after a change: it looks at so many periods, each so long. */
    private static Duration least(Transition transition) {
        var period = transition.metrics().stream()
                .map(Metric::period)
                .filter(Objects::nonNull)
                .max(Integer::compare)
                .map(Duration::ofSeconds)
                .orElse(USUAL_PERIOD);
        return period.multipliedBy(periods(Objects.requireNonNullElse(transition.reason(), "")));
    }

    private static int periods(String reason) {
        return PERIODS.stream()
                .map(pattern -> pattern.matcher(reason))
                .filter(Matcher::find)
                .map(found -> Math.max(1, Integer.parseInt(found.group(1))))
                .findFirst()
                .orElse(1);
    }

    private static Finding error(Runbook runbook, int line, String text) {
        return Finding.error("runbooks/" + runbook.name() + ".md", line, text);
    }
}
