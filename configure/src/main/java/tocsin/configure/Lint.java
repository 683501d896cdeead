package tocsin.configure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tocsin.alarm.Transition;
import tocsin.config.Configuration;
import tocsin.config.Description;
import tocsin.config.Finding;
import tocsin.config.Service;
import tocsin.config.Stage;
import tocsin.runbook.Runbooks;

/** Judges known alarms by a configuration that was read, and tells what its author may not have meant. */
public final class Lint {
    /** Where a front matter says when: right below the line that it begins with. */
    private static final int WHEN = 2;

    private final Configuration configuration;
    private final Answering answering;
    private final Lines lines;
    private final LinkedHashSet<Finding> findings = new LinkedHashSet<>();
    private final LinkedHashSet<LintReport.Row> rows = new LinkedHashSet<>();

    private final TreeSet<String> answered = new TreeSet<>();

    private Lint(Configuration configuration, Runbooks runbooks, Lines lines) {
        this.configuration = configuration;
        this.answering = new Answering(configuration, runbooks);
        this.lines = lines;
    }

    /** The report on a reading; one that was refused has no table. */
    public static LintReport report(Reading reading, List<Transition> alarms) {
        return switch (reading) {
            case Reading.Refused(var findings) -> new LintReport(findings, List.of());
            case Reading.Read(var configuration, var runbooks, var findings, var lines) -> {
                var lint = new Lint(configuration, runbooks, lines);
                alarms.forEach(lint::alarm);
                yield new LintReport(findings, new ArrayList<>(lint.rows)).plus(new ArrayList<>(lint.findings));
            }
        };
    }

    /** The same where these are all the alarms that there are: it tells of each runbook that answers none of them. */
    public static LintReport reportOfAll(Reading reading, List<Transition> alarms) {
        return reading instanceof Reading.Read(var configuration, var runbooks, var _, var lines) && !alarms.isEmpty()
                ? report(reading, alarms).plus(new Lint(configuration, runbooks, lines).idle(alarms))
                : report(reading, alarms);
    }

    private List<Finding> idle(List<Transition> alarms) {
        alarms.forEach(this::alarm);
        return configuration.runbooks().stream()
                .filter(runbook -> runbook.when() != null && !answered.contains(runbook.runbook()))
                .map(runbook ->
                        Finding.warning("runbooks/" + runbook.runbook() + ".md", WHEN, "when: answers no known alarm"))
                .toList();
    }

    private void alarm(Transition transition) {
        var plain = Description.of(transition);
        var stage = configuration.stageOf(transition);
        var staged = stage.map(each -> plain.in(each.name())).orElse(plain);
        var ignored = configuration.ignored(staged);
        if (ignored.isPresent()) {
            row(transition, "ignored", "", "nobody", "", ignored.get().because());
            return;
        }
        var claimants = stage.map(each -> configuration.claimants(each, staged)).orElse(List.of());
        if (claimants.isEmpty()) {
            unmatched(transition, stage);
            return;
        }
        overlap(transition, claimants);
        classified(transition, stage.orElseThrow(), claimants.getFirst(), staged.about(claimants.getFirst()));
    }

    private void unmatched(Transition transition, Optional<Stage> stage) {
        warn(
                lines.of(stage.isPresent() ? "services" : "stages"),
                stage.isPresent()
                        ? "no service claims " + transition.alarm() + " ("
                                + stage.get().name() + "): it is only mailed"
                        : transition.alarm() + " belongs to no stage: account " + transition.account() + ", Region "
                                + transition.region());
        row(transition, "unmatched", "", "mail", "", "no service claims it");
    }

    private void overlap(Transition transition, List<Service> claimants) {
        var first = claimants.getFirst();
        claimants.stream()
                .skip(1)
                .forEach(other -> warn(
                        lines.of("services", other.name(), "match"),
                        other.name() + " also claims " + transition.alarm() + ", which goes to " + first.name()
                                + ": the first in the file"));
    }

    private void classified(Transition transition, Stage stage, Service service, Description description) {
        var classified = configuration.severityOf(stage, description);
        if (classified.rule() == null) {
            warn(
                    lines.of("severity"),
                    "no rule matches " + transition.alarm() + " (" + service.partition() + "): it is a "
                            + classified.severity());
        }
        var answers = answering.to(description);
        if (answers.isEmpty()) {
            warn(lines.of("runbooks"), "no runbook answers " + transition.alarm() + " (" + service.partition() + ")");
        }
        answered.addAll(answers);
        answers.forEach(runbook -> findings.addAll(answering.problems(runbook, service, transition)));
        row(
                transition,
                service.partition(),
                classified.severity() + (classified.mayRise() ? ", may rise" : ""),
                Hears.of(configuration, service.paging(), classified.severity()),
                answering.written(answers, stage),
                classified.because() + (classified.lackedObserved() ? " (the last datapoint is unknown)" : ""));
    }

    private void row(
            Transition transition, String service, String severity, String hears, String runbook, String because) {
        rows.add(new LintReport.Row(transition.alarm(), service, severity, hears, runbook, because));
    }

    private void warn(int line, String text) {
        findings.add(Finding.warning(lines.file(), line, text));
    }
}
