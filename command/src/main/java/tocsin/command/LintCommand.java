package tocsin.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.alarm.Transition;
import tocsin.config.Finding;
import tocsin.configure.KnownAlarms;
import tocsin.configure.Lint;
import tocsin.configure.OnCallLint;
import tocsin.configure.WatchdogLint;
import tocsin.local.template.TemplateReader;
import tocsin.local.template.TemplateRefused;
import tocsin.local.template.World;

/** Says what is wrong with the project's files, and what would become of every alarm that is known from samples. */
@Command(
        name = "lint",
        description =
                "Checks tocsin.yaml, runbooks and template; shows each known alarm's service, severity and who hears.",
        mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
    private static final int REFUSED = 2;

    /** What the template says is the same wherever it is deployed. */
    private static final World ANYWHERE =
            new World("111122223333", "us-west-2", "tocsin", Map.of("OperatorMail", "operator@example.com"));

    @Mixin
    private ConfigurationOptions configuration = new ConfigurationOptions();

    @Parameters(
            arity = "0..*",
            description = "Payloads, or folders of them, with the alarms to judge; events/valine unless told.",
            paramLabel = "FILE")
    private List<Path> samples =
            List.of(ConfigurationOptions.root().resolve("events").resolve("valine"));

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "The template in the place of template.yaml: is all of it what 'up' can run?")
    private Path template = ConfigurationOptions.root().resolve("template.yaml");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The data folder of one that runs here, for what only a running one knows (${DEFAULT-VALUE}).")
    private Path data = Path.of(".tocsin", "data");

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "The deployed one of this name, in the place of one that runs here.")
    private String stack = "";

    @Option(names = "--region", paramLabel = "R", description = "The Region of the stack, if not the AWS CLI's.")
    private String region = "";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var reading = configuration.reading();
        // a folder holds all that are known; a file is one of them
        var all = samples.stream().anyMatch(Files::isDirectory);
        var now = Instant.now();
        var standing = Standing.of(reading, data, stack, region);
        var report = (all ? Lint.reportOfAll(reading, alarms()) : Lint.report(reading, alarms()))
                .plus(OnCallLint.findings(reading, CalendarsHere.read(reading, now), now))
                .plus(WatchdogLint.findings(reading))
                .plus(standing.findings())
                .plus(template());
        spec.commandLine().getOut().println(report.text());
        standing.unknown().ifPresent(spec.commandLine().getOut()::println);
        return report.refuses() ? REFUSED : 0;
    }

    private List<Finding> template() {
        if (!Files.exists(template)) {
            throw new WrongUse("no such file: " + template);
        }
        try {
            TemplateReader.read(template, ANYWHERE);
            return List.of();
        } catch (TemplateRefused refused) {
            var place = refused.place();
            return List.of(Finding.error(place.file(), place.line(), refused.what()));
        }
    }

    private List<Transition> alarms() throws IOException {
        for (var sample : samples) {
            if (!Files.exists(sample)) {
                throw new WrongUse("no such file: " + sample);
            }
        }
        return KnownAlarms.in(samples);
    }
}
