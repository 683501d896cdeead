package tocsin.command;

import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.Option;

/** Whether the product is well. */
@Command(
        name = "health",
        description = "Whether the product is well: looks at all that tocsin.yaml's checks name, and says which layer"
                + " fails, and what is only its symptom. Exit code 1 where something is unwell.",
        mixinStandardHelpOptions = true)
final class HealthCommand extends OnCallCommand implements IExitCodeGenerator {
    @Option(names = "--service", paramLabel = "S", description = "Of this service alone, and of what it needs.")
    private String service = "";

    @Option(names = "--stage", paramLabel = "S", description = "The first of tocsin.yaml where it is not given.")
    private String stage = "";

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    private boolean unwell;

    @Override
    public void run() {
        var asked = (stage.isEmpty() ? "" : "&stage=" + part(stage))
                + (service.isEmpty() ? "" : "&service=" + part(service));
        var report = api().get("/api/v1/sweep" + asked.replaceFirst("&", "?"));
        var results = elements(report.extractNode("results", report));
        unwell = results.stream().anyMatch(result -> state(result).equals("UNWELL"));
        if (json) {
            say(JsonNodeMapper.builder().build().toJson(report));
            return;
        }
        var widest = results.stream()
                .mapToInt(result -> result.extract("check", "").length())
                .max()
                .orElse(1);
        results.forEach(result -> say(line(result, widest)));
        say("");
        say(IncidentPrinter.clean(report.extractNode("verdict", report).extract("says", "")) + " ("
                + report.extract("took", 0L) + " ms)");
    }

    private static String line(JsonNode result, int widest) {
        var state = state(result);
        return String.format(
                Locale.ROOT,
                "%-7s  %-" + widest + "s  %5d ms  %s",
                state.equals("WELL") ? "well" : state,
                IncidentPrinter.clean(result.extract("check", "")),
                result.extract("took", 0L),
                IncidentPrinter.clean(result.extract("says", "")));
    }

    private static String state(JsonNode result) {
        return result.extract("state", "UNKNOWN");
    }

    @Override
    public int getExitCode() {
        return unwell ? 1 : 0;
    }
}
