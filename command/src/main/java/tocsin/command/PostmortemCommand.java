package tocsin.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is written about an incident. */
@Command(
        name = "postmortem",
        description = "A draft from the story, in Markdown; or, once it is closed, what people made of it.",
        mixinStandardHelpOptions = true)
final class PostmortemCommand extends OnCallCommand {
    @Parameters(paramLabel = "ID", description = "As 'incidents' shows it: db-42.")
    private String id = "";

    @Option(names = "--write", paramLabel = "FILE", description = "Into a new file; one that is there is left alone.")
    private @Nullable Path file;

    @Override
    public void run() {
        var path = incident(id);
        var text = api().get(path + "/postmortem").extract("markdown");
        if (file == null) {
            out().print(text);
            out().flush();
            return;
        }
        write(file, text);
        say("written: " + file + "; then tocsin close " + id + " --postmortem " + file);
    }

    /** What somebody has begun to write is not written over. */
    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException there) {
            throw new Refused(file + " is there already, and was left alone");
        } catch (IOException failure) {
            throw new WrongUse("--write: " + file + " cannot be written: " + failure.getMessage());
        }
    }
}
