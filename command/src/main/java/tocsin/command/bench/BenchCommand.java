package tocsin.command.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.command.WrongUse;
import tocsin.local.run.Json;

/** Measures on this machine what has a bound or is told in the README; ends with 1 where a bound is not kept. */
@Command(
        name = "bench",
        description =
                "Measures: trips (requests to DynamoDB), latency (alarm to page, some 5 minutes); and each alone, by"
                        + " its name: coldstart, storm, growth, cost, sweep.",
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    private static final Map<String, Benchmark> ALL = all();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Parameters(paramLabel = "NAME", description = "trips, latency; both where none is named.")
    private List<String> names = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    private static Map<String, Benchmark> all() {
        Map<String, Benchmark> all = new LinkedHashMap<>();
        all.put("trips", new Trips());
        all.put("latency", new Latency(200, 10));
        return all;
    }

    @Override
    public Integer call() throws InterruptedException {
        for (var name : names) {
            if (!ALL.containsKey(name)) {
                throw new WrongUse("there is no benchmark '" + name + "'; there are " + String.join(", ", ALL.keySet())
                        + ", and each alone: coldstart, storm, growth, cost, sweep");
            }
        }
        var root = Path.of(System.getProperty("tocsin.root", ""));
        var out = spec.commandLine().getOut();
        var object = Json.object();
        var within = true;
        for (var each : ALL.entrySet()) {
            if (!names.isEmpty() && !names.contains(each.getKey())) {
                continue;
            }
            var measured = each.getValue().measure(root);
            within &= measured.within();
            object.set(each.getKey(), measured.json());
            if (!json) {
                measured.lines().forEach(out::println);
                out.flush();
            }
        }
        if (json) {
            out.println(object);
            out.flush();
        }
        return within ? 0 : 1;
    }
}
