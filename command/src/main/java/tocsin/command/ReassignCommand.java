package tocsin.command;

import io.avaje.json.node.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** An incident given to somebody else. */
@Command(
        name = "reassign",
        description = "Gives an incident to somebody else, who is rung until they acknowledge.",
        mixinStandardHelpOptions = true)
final class ReassignCommand extends OnCall {
    @Parameters(index = "0", paramLabel = "ID", description = "As 'incidents' shows it: db-42.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "PERSON", description = "A person of tocsin.yaml.")
    private String person = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "WHY", description = "For them, and for the story.")
    private String because = "";

    @Override
    public void run() {
        var path = incident(id);
        say(api().post(path + "/reassign", JsonObject.create().add("to", person).add("because", because)));
    }
}
