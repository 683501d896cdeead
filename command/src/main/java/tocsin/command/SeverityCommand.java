package tocsin.command;

import io.avaje.json.node.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** How bad an incident is, by a person's word. */
@Command(
        name = "severity",
        description = "Says how bad an incident is; it pages where that is worse than what was paged.",
        mixinStandardHelpOptions = true)
final class SeverityCommand extends OnCallCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "As 'incidents' shows it: db-42.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "SEVERITY", description = "P0, P1, P2 or P3.")
    private String severity = "";

    @Parameters(index = "2", paramLabel = "BECAUSE", description = "Why, for the story: \"nobody can log in\".")
    private String because = "";

    @Override
    public void run() {
        var path = incident(id);
        say(api().post(
                        path + "/severity",
                        JsonObject.create().add("severity", severity).add("because", because)));
    }
}
