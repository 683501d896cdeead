package tocsin.tests.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * {@code ./tocsin bench growth}: what one more alarm, one acknowledgement, the list of incidents and one incident's
 * story cost, the more there is of everything. Writes the graphs under docs/growth and prints the figures.
 */
final class Growth {
    private static final int RUNS = 31;
    private static final long WARM = 150_000_000;
    private static final int USUAL_SERVICES = 50;
    private static final int USUAL_RULES = 20;
    private static final int USUAL_STORIES = 10;

    private static final List<Grown> ALL = List.of(
            new Grown(
                    "open incidents",
                    "open-incidents",
                    List.of(1, 10, 100, 1_000),
                    size -> Sized.of(1_000, USUAL_RULES, size, USUAL_STORIES)),
            new Grown(
                    "story entries of the incident",
                    "story-entries",
                    List.of(10, 100, 1_000, 10_000, 100_000),
                    size -> Sized.of(USUAL_SERVICES, USUAL_RULES, 1, size)),
            new Grown(
                    "severity rules",
                    "severity-rules",
                    List.of(10, 100, 1_000, 5_000),
                    size -> Sized.of(USUAL_SERVICES, size, 1, USUAL_STORIES)),
            new Grown(
                    "services",
                    "services",
                    List.of(10, 100, 1_000, 5_000),
                    size -> Sized.of(size, USUAL_RULES, 1, USUAL_STORIES)));

    private static final List<Thing> THINGS = List.of(
            new Thing("one more alarm", Sized::alarm, false),
            new Thing("an acknowledgement", Sized::acknowledgement, false),
            new Thing("the list of incidents", Sized::list, false),
            new Thing("an incident with its story", Sized::story, false),
            new Thing("the first alarm after a start", Sized::firstAlarm, true));

    private final PrintStream out = Output.own();

    private Growth() {}

    /** What there is more and more of. */
    private record Grown(String what, String file, List<Integer> sizes, IntFunction<Sized> world) {}

    /**
     * What is done.
     *
     * @param once whether it can be done only once, and is to be prepared anew
     */
    private record Thing(String name, Function<Sized, Runnable> of, boolean once) {}

    private record Measured(int size, double micros, Used used) {
        double kilobytes() {
            return used.bytesRead() / 1024.0;
        }
    }

    public static void main(String[] args) throws Exception {
        Output.silence();
        var growth = new Growth();
        try {
            warm();
            for (var grown : ALL) {
                growth.measure(grown);
            }
            System.exit(0);
        } catch (Exception | Error failure) {
            failure.printStackTrace(growth.out);
            throw failure;
        }
    }

    /** So that what is measured first is not measured while the JVM still compiles. */
    private static void warm() {
        var world = Sized.of(USUAL_SERVICES, USUAL_RULES, USUAL_SERVICES, USUAL_STORIES);
        for (var round = 0; round < 5; round++) {
            THINGS.forEach(thing -> measured(world, thing, 1));
        }
    }

    private void measure(Grown grown) throws IOException {
        var all = new ArrayList<List<Measured>>();
        THINGS.forEach(thing -> all.add(new ArrayList<>()));
        for (var size : grown.sizes()) {
            var world = grown.world().apply(size);
            for (var place = 0; place < THINGS.size(); place++) {
                all.get(place).add(measured(world, THINGS.get(place), size));
            }
        }
        print(grown, all);
        draw(grown, "time", "microseconds", all, Measured::micros);
        draw(grown, "read", "KB read", all, Measured::kilobytes);
    }

    private static Measured measured(Sized world, Thing thing, int size) {
        var again = thing.of().apply(world);
        var used = world.used(again);
        var begun = System.nanoTime();
        while (System.nanoTime() - begun < WARM) {
            (thing.once() ? thing.of().apply(world) : again).run();
        }
        var took = new long[RUNS];
        for (var run = 0; run < RUNS; run++) {
            took[run] = world.took(thing.once() ? thing.of().apply(world) : again);
        }
        Arrays.sort(took);
        return new Measured(size, took[RUNS / 2] / 1e3, used);
    }

    private void print(Grown grown, List<List<Measured>> all) {
        out.println("\n| " + grown.what() + " | "
                + grown.sizes().stream()
                        .map(size -> String.format(Locale.ROOT, "%,d", size))
                        .collect(Collectors.joining(" | "))
                + " | time grows |");
        out.println("| --- |" + " ---: |".repeat(grown.sizes().size() + 1));
        for (var place = 0; place < THINGS.size(); place++) {
            var row = all.get(place);
            out.println("| " + THINGS.get(place).name() + " | "
                    + row.stream().map(Growth::cell).collect(Collectors.joining(" | "))
                    + String.format(
                            Locale.ROOT,
                            " | × %,.1f |",
                            row.getLast().micros() / row.getFirst().micros()));
        }
    }

    private static String cell(Measured measured) {
        var used = measured.used();
        return String.format(
                Locale.ROOT,
                "%,.0f µs; %,d rq, %,d rows, %,.1f KB",
                measured.micros(),
                used.requests(),
                used.rowsRead(),
                measured.kilobytes());
    }

    private static void draw(
            Grown grown, String kind, String unit, List<List<Measured>> all, Function<Measured, Double> value)
            throws IOException {
        var lines = new ArrayList<Graph.Line>();
        for (var place = 0; place < THINGS.size(); place++) {
            lines.add(new Graph.Line(
                    THINGS.get(place).name(),
                    all.get(place).stream()
                            .map(measured -> new Graph.Point(measured.size(), value.apply(measured)))
                            .toList()));
        }
        var folder = Path.of(System.getProperty("tocsin.root"), "docs", "growth");
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(grown.file() + "-" + kind + ".svg"), new Graph(grown.what(), unit, lines).svg());
    }
}
