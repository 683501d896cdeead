package tocsin.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole way of one alarm on a real PostgreSQL: raised, decided, paged, mended, proven. */
@Command(
        name = "demo",
        description = "Fills a real PostgreSQL; shows alarm, page, runbook and proof. Under 3 minutes.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int SPEED = 30;

    @Option(names = "--full", description = "Takes every connection there is, so that the product's API is down.")
    private boolean full;

    @Option(names = "--yes", description = "Approves what the runbook asks, in your place.")
    private boolean yes;

    @Option(names = "--data", paramLabel = "DIR", description = "An empty folder, in the place of .tocsin/demo.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--speed", hidden = true, description = "For tests.")
    private int speed = SPEED;

    @Option(names = "--without-ending-idle", hidden = true, description = "For tests: the runbook cannot help then.")
    private boolean withoutEndingIdle;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var fresh = data.map(FreshFolder::named)
                .orElseGet(() -> FreshFolder.own(ConfigurationOptions.root().resolve(".tocsin/demo")));
        var choice = new Demo.Choice(full, withoutEndingIdle, speed, fresh);
        var approver = yes ? Optional.<Approver>empty() : Optional.of(Approver.atTheTerminal());
        return new Demo(choice, spec.commandLine().getOut(), approver).run();
    }
}
