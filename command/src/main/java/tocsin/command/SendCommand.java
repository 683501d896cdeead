package tocsin.command;

import io.avaje.json.node.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Feeds payloads in the way AWS would. What it reports as sent is on disk. */
@Command(
        name = "send",
        description = "Feeds payloads to the one that runs, each as AWS would: topic, bus, function or queue.",
        mixinStandardHelpOptions = true)
final class SendCommand implements Runnable {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder of the one that runs (${DEFAULT-VALUE}).")
    private Path data = Path.of(".tocsin", "data");

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "As under events/.")
    private List<Path> files = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var payloads = payloads();
        var api = Api.on(data);
        var out = spec.commandLine().getOut();
        payloads.forEach((file, payload) -> {
            var answer = api.send(payload);
            for (var sent : OnCallCommand.elements(answer.extractNode("sent", answer))) {
                out.println(file + ": " + where(sent));
            }
        });
    }

    /** All are read before the first is sent. */
    private Map<Path, String> payloads() {
        Map<Path, String> payloads = new LinkedHashMap<>();
        for (var file : files) {
            try {
                payloads.put(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            } catch (IOException failure) {
                throw new WrongUse(
                        Files.exists(file) ? file + " cannot be read; nothing was sent" : "no such file: " + file);
            }
        }
        return payloads;
    }

    private static String where(JsonNode sent) {
        var way = sent.extract("way", "").toLowerCase(Locale.ROOT);
        return IncidentPrinter.clean("to the " + way + ", " + sent.extract("said", ""));
    }
}
