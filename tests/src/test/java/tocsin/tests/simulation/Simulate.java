package tocsin.tests.simulation;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tocsin.tests.bench.Output;

/** {@code ./tocsin simulate}: tells the stories of many worlds, and of the first that is broken the shortest one. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Runs the real functions in simulated worlds in which everything goes wrong, and checks that no"
                + " alarm and no page is lost, that nobody is woken twice by one page, and that no change goes"
                + " unproven. Exit code 1 where something did not hold.")
final class Simulate implements Callable<Integer> {
    /** With the calms some five hours: a world begins at ten in the morning of those who are paged until eight. */
    private static final int MOST_MINUTES = 120;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many worlds; ${DEFAULT-VALUE} unless told.")
    private int seeds;

    @Option(
            names = "--from",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "The first seed; ${DEFAULT-VALUE} unless told.")
    private long from;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "60",
            description = "Minutes of bad weather in each world, the calms not counted; ${DEFAULT-VALUE} unless told.")
    private int minutes;

    @Option(
            names = "--fault",
            paramLabel = "NAME",
            defaultValue = "off",
            description = "Plants a mistake first, which is to be found: off, or one of those that a wrong name lists.")
    private String fault = "off";

    @Option(
            names = "--shrink",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long a broken world is made shorter before it is told; ${DEFAULT-VALUE} unless told.")
    private int shrinking;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    /** What the functions log goes nowhere. */
    private final PrintStream out = Output.own();

    private Simulate() {}

    public static void main(String[] args) {
        Output.silence();
        var err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        var out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new Simulate()).setErr(err).setOut(out).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (seeds < 1) {
            throw wrong("--seeds " + seeds + ": expected 1 or more");
        }
        if (from < 1 || from > Long.MAX_VALUE - seeds) {
            throw wrong("--from " + from + ": expected 1 or more, and all seeds within a long");
        }
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw wrong("--minutes " + minutes + ": expected 1 to " + MOST_MINUTES
                    + "; later it is night, when less is paged than the invariants expect");
        }
        if (shrinking < 0) {
            throw wrong("--shrink " + shrinking + ": expected 0 or more");
        }
        var planted = Arrays.stream(Fault.values())
                .filter(each -> each.title().equals(fault))
                .findFirst()
                .orElseThrow(() -> wrong("--fault '" + fault + "': expected one of "
                        + Arrays.stream(Fault.values()).map(Fault::title).collect(Collectors.joining(", "))));
        var patch = planted.patch();
        if (patch == null || Patched.isHere()) {
            return hunt(planted);
        }
        return within(Patched.of(patch));
    }

    /** All again, in the classes that have the fault. */
    private int within(Patched classes) throws ReflectiveOperationException {
        Thread.currentThread().setContextClassLoader(classes);
        var method = classes.loadClass(Simulate.class.getName()).getDeclaredMethod("main", String[].class);
        method.setAccessible(true);
        method.invoke(null, (Object) new String[] {
            "--seeds",
            "" + seeds,
            "--from",
            "" + from,
            "--minutes",
            "" + minutes,
            "--fault",
            fault,
            "--shrink",
            "" + shrinking
        });
        return 0;
    }

    private ParameterException wrong(String text) {
        return new ParameterException(spec == null ? new CommandLine(this) : spec.commandLine(), text);
    }

    private int hunt(Fault planted) {
        var hashes = new Trace();
        var begun = System.nanoTime();
        for (var seed = from; seed < from + seeds; seed++) {
            var end = Worlds.of(seed, minutes, planted);
            if (!end.good()) {
                tell(seed, end, planted);
                return 1;
            }
            hashes.add(end.hash());
        }
        out.printf(
                "%d worlds, seeds %d to %d, fault %s: everything held, in %.1f s; trace hash %s%n",
                seeds, from, from + seeds - 1, fault, (System.nanoTime() - begun) / 1e9, hashes.hash());
        return 0;
    }

    private void tell(long seed, Simulation.End end, Fault planted) {
        out.printf("seed %d is broken (the %d before it were not); trace hash %s%n", seed, seed - from, end.hash());
        end.broken().forEach(what -> out.println("  " + what));
        if (shrinking > 0) {
            out.printf("making it shorter, for %d s at most ...%n", shrinking);
            var shortest = Worlds.on(() -> Shrinking.shrink(
                    choices -> Simulation.run(choices, minutes, planted), end, Duration.ofSeconds(shrinking)));
            shortest.trace().forEach(out::println);
        }
        out.printf("again: ./tocsin simulate --seeds 1 --from %d --minutes %d --fault %s%n", seed, minutes, fault);
    }
}
