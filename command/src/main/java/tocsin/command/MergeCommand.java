package tocsin.command;

import io.avaje.json.node.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One incident made part of another. */
@Command(
        name = "merge",
        description = "One incident is part of another, which leads from then on: whoever has that has both.",
        mixinStandardHelpOptions = true)
final class MergeCommand extends OnCallCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "What is part of the other: api-41.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "INTO", description = "What leads: db-42.")
    private String into = "";

    @Override
    public void run() {
        var path = incident(id);
        incident(into);
        say(api().post(path + "/merge", JsonObject.create().add("into", into)));
    }
}
