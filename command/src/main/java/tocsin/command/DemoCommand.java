package tocsin.command;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the whole way of one alarm: raised, decided, paged, mended, proven. */
@Command(
        name = "demo",
        description = {
            "Breaks a product on this machine in one way; shows alarm, page, runbook and proof. Under 3 minutes.",
            "pool is on a real PostgreSQL; what AWS does for the others is pretended here, by its rules."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int SPEED = 30;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            defaultValue = Scenarios.POOL,
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).",
            completionCandidates = Names.class)
    private String name = Scenarios.POOL;

    @Option(names = "--full", description = "Of pool: every connection is taken, so that the product's API is down.")
    private boolean full;

    @Option(names = "--yes", description = "Approves what the runbook asks, in your place.")
    private boolean yes;

    @Option(names = "--no-help", description = "What the runbook does will not help: see what becomes of it then.")
    private boolean noHelp;

    @Option(names = "--data", paramLabel = "DIR", description = "An empty folder, in the place of .tocsin/demo.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--speed", hidden = true, description = "For tests.")
    private int speed = SPEED;

    @Spec
    private CommandSpec spec;

    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Scenarios.NAMES.iterator();
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        var scenario = Scenarios.named(name, full);
        var fresh = data.map(FreshFolder::named)
                .orElseGet(() -> FreshFolder.own(ConfigurationOptions.root().resolve(".tocsin/demo")));
        var choice = new Demo.Choice(scenario, !noHelp, speed, fresh);
        var approver = yes ? Optional.<Approver>empty() : Optional.of(Approver.atTheTerminal());
        return new Demo(choice, spec.commandLine().getOut(), approver).run();
    }
}
