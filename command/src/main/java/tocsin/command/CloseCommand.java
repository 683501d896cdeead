package tocsin.command;

import io.avaje.json.node.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** That nothing is left to do about an incident. */
@Command(
        name = "close",
        description = "It is over and written up. A P0 or P1 is not closed without its postmortem.",
        mixinStandardHelpOptions = true)
final class CloseCommand extends OnCallCommand {
    private static final int MOST = 100 * 1024;

    @Parameters(paramLabel = "ID", description = "As 'incidents --all' shows it: db-42.")
    private String id = "";

    @Option(
            names = "--postmortem",
            paramLabel = "FILE",
            description = "What was written about it: at most 100 KB of text, kept with the incident.")
    private @Nullable Path file;

    @Override
    public void run() {
        var path = incident(id);
        var body = JsonObject.create();
        if (file != null) {
            body.add("postmortem", read(file));
        }
        say(api().post(path + "/close", body));
    }

    private static String read(Path file) {
        try {
            var size = Files.size(file);
            if (size > MOST) {
                throw new WrongUse("--postmortem: " + file + " has " + size + " bytes; at most " + MOST + " are kept");
            }
            var text = Files.readString(file, StandardCharsets.UTF_8);
            if (text.isBlank()) {
                throw new WrongUse("--postmortem: " + file + " is empty");
            }
            return text;
        } catch (IOException failure) {
            throw new WrongUse("--postmortem: " + file + " cannot be read as text: " + failure.getMessage());
        }
    }
}
