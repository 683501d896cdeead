package tocsin.command;

import io.avaje.json.node.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.alarm.Facts;
import tocsin.alarm.Json;

/** Tells of payloads what they are and what would be decided about them. Needs nothing that runs, changes nothing. */
@Command(
        name = "explain",
        description = "What each message is, what would be decided about it, and why.",
        mixinStandardHelpOptions = true)
final class Explain implements Runnable {
    @Mixin
    private ConfigurationOptions configuration = new ConfigurationOptions();

    @Option(names = "--json", description = "One JSON object a file.")
    private boolean json;

    @Parameters(paramLabel = "FILE", arity = "1..*")
    private List<Path> files = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var explaining = new Explaining(configuration.read().configuration());
        var now = Instant.now();
        var closed = new ArrayList<String>();
        for (var file : files) {
            try {
                var payload = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                if (isBroken(payload)) {
                    closed.add(file + ": begins like JSON and is broken");
                }
                print(file, explaining.explain(payload, now));
            } catch (IOException failure) {
                closed.add(file + ": cannot be opened (" + failure.getClass().getSimpleName() + ")");
            }
        }
        if (!closed.isEmpty()) {
            throw new WrongUse(String.join(System.lineSeparator() + "tocsin: ", closed));
        }
    }

    /** What arrives so is kept and told; of a file it is more likely that its author meant something else. */
    private static boolean isBroken(String payload) {
        var text = payload.strip();
        return Json.startsIn(text) && Json.values(text).isEmpty();
    }

    private void print(Path file, List<JsonObject> records) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Facts.line(Explaining.file(file.toString(), records)));
            return;
        }
        out.println(file);
        for (var record : records) {
            out.println("  " + IncidentPrinter.clean(record.extract("because", "")));
            if (!record.extract("decision", "").isEmpty()) {
                var alarm = record.containsKey("hears");
                out.println(IncidentPrinter.clean("  → " + record.extract("decision") + ": service "
                        + record.extract("service", "none")
                        + (alarm ? ", severity " + record.extract("severity", "none") : "")
                        + (alarm ? ", hears: " + record.extract("hears", "nobody") : "")
                        + "; because " + record.extract("why", "")));
            }
        }
    }
}
