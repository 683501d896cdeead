package tocsin.tests.bench.coldstart;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tocsin.local.template.Deployment;
import tocsin.tests.wire.Program;

/** How long a function's first answer takes, beside the same job in Python. */
@Command(
        name = "./tocsin bench coldstart",
        description = "Starts functions under AWS's Runtime Interface Emulator, in turns with their twins.",
        mixinStandardHelpOptions = true)
final class Coldstart implements Callable<Integer> {
    private static final int WARM = 20;

    /** Of the first answer, with the start in it, as a share of that of Python with Powertools. */
    private static final double MOST_WITH_CACHE = 0.9;

    private static final double MOST_WITHOUT = 2.2;
    private static final List<String> BOUND = List.of("IntakeFunction", "NotifyFunction");

    @Option(names = "--runs", description = "How often each is started; ${DEFAULT-VALUE} unless told.")
    private int runs = 20;

    @Parameters(arity = "0..*", paramLabel = "FUNCTION", description = "intake, notify ...; all unless told.")
    private List<String> names = List.of();

    private final PrintStream out;

    private Coldstart(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new Coldstart(out))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("bench coldstart: " + failure.getMessage());
                    return 2;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (runs < 1) {
            throw new IllegalArgumentException("--runs " + runs + ": expected 1 or more");
        }
        var root = Path.of(System.getProperty("tocsin.root", ".."));
        var folder =
                Files.createDirectories(root.resolve("tests/target/coldstart")).toAbsolutePath();
        var good = true;
        try (var stage = new Stage(folder)) {
            var known = stage.functions().stream().map(Coldstart::name).toList();
            var unknown = names.stream().filter(name -> !known.contains(name)).toList();
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException("no function " + unknown + " to start; there are " + known);
            }
            var contestants = new Contestants(stage, folder);
            for (var function : stage.functions()) {
                if (isMeant(function)) {
                    good &= measure(function, stage, contestants);
                }
            }
        }
        return good ? 0 : 1;
    }

    private boolean isMeant(Deployment.Function function) {
        return names.isEmpty() || names.contains(name(function));
    }

    static String name(Deployment.Function function) {
        return function.logicalName().replace("Function", "").toLowerCase(Locale.ROOT);
    }

    private boolean measure(Deployment.Function function, Stage stage, Contestants contestants) throws Exception {
        var all = new ArrayList<Program>();
        all.add(contestants.image(function));
        all.add(contestants.zip(function));
        all.addAll(contestants.twins(function));
        Map<Program, List<Measured>> measured = new LinkedHashMap<>();
        for (var run = 0; run <= runs; run++) { // the first of each fills the file system's cache, and does not count
            for (var contestant : all) {
                var one = started(contestant, function, stage);
                if (run > 0) {
                    measured.computeIfAbsent(contestant, none -> new ArrayList<>())
                            .add(one);
                }
            }
        }
        return tell(function, measured);
    }

    private static Measured started(Program contestant, Deployment.Function function, Stage stage) throws Exception {
        stage.clear();
        try (var launched = new Launched(contestant)) {
            var first = launched.answer(stage.next(function.logicalName()));
            var warm = new double[WARM];
            for (var again = 0; again < WARM; again++) {
                warm[again] = launched.answer(stage.next(function.logicalName()));
            }
            Arrays.sort(warm);
            return new Measured(launched.init(), first, Measured.median(warm), launched.memory());
        }
    }

    private boolean tell(Deployment.Function function, Map<Program, List<Measured>> measured) {
        out.printf("%n%s, %d MB, median of %d starts%n", name(function), function.memory(), runs);
        out.printf("%-34s %8s %14s %9s %9s%n", "", "init ms", "first answer", "warm ms", "memory MB");
        Map<String, Double> first = new LinkedHashMap<>();
        measured.forEach((contestant, all) -> {
            first.put(contestant.name(), Measured.median(all, Measured::first));
            out.printf(
                    "%-34s %8.0f %11.0f ms %9.1f %9.0f%n",
                    contestant.name(),
                    Measured.median(all, Measured::init),
                    Measured.median(all, Measured::first),
                    Measured.median(all, Measured::warm),
                    Measured.median(all, Measured::memory));
        });
        if (!BOUND.contains(function.logicalName())) {
            return true;
        }
        var all = List.copyOf(first.values());
        var withCache = isKept("with the cache", all.get(0) / all.get(2), MOST_WITH_CACHE);
        var without = isKept("as a zip", all.get(1) / all.get(2), MOST_WITHOUT);
        return withCache && without;
    }

    private boolean isKept(String how, double ratio, double most) {
        out.printf(
                "  first answer %s: %.2f of Python's with Powertools (at most %.1f)%s%n",
                how, ratio, most, ratio <= most ? "" : ", NOT KEPT");
        return ratio <= most;
    }
}
