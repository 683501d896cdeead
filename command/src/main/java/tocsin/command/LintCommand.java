package tocsin.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.alarm.Transition;
import tocsin.configure.KnownAlarms;
import tocsin.configure.Lint;

/** Says what is wrong with the project's files, and what would become of every alarm that is known from samples. */
@Command(
        name = "lint",
        description = "Checks tocsin.yaml and runbooks; shows each known alarm's service, severity and who hears.",
        mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
    private static final int REFUSED = 2;

    @Mixin
    private ConfigurationOptions configuration = new ConfigurationOptions();

    @Parameters(
            arity = "0..*",
            description = "Payloads, or folders of them, with the alarms to judge; events/valine unless told.",
            paramLabel = "FILE")
    private List<Path> samples =
            List.of(ConfigurationOptions.root().resolve("events").resolve("valine"));

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var report = Lint.report(configuration.reading(), alarms());
        spec.commandLine().getOut().println(report.text());
        return report.refuses() ? REFUSED : 0;
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
