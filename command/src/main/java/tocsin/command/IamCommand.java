package tocsin.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tocsin.configure.Policy;

/** Tells what the runbooks in use must be allowed to do. */
@Command(
        name = "iam",
        description = "The policy that the runbooks in use need, as tocsin.yaml and its modes have it.",
        mixinStandardHelpOptions = true)
final class IamCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions configuration = new ConfigurationOptions();

    @Option(names = "--json", description = "As IAM takes it.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var read = configuration.read();
        var statements = Policy.of(read.configuration(), read.runbooks());
        spec.commandLine().getOut().println(json ? Policy.json(statements) : Policy.text(statements));
        return 0;
    }
}
