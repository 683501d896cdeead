package tocsin.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** That somebody is at what ends an incident. */
@Command(name = "mitigating", description = "You are at what ends it, and have it.", mixinStandardHelpOptions = true)
final class MitigatingCommand extends OnCallCommand {
    @Parameters(paramLabel = "ID")
    private String id = "";

    @Override
    public void run() {
        var path = incident(id);
        say(api().post(path + "/mitigating"));
    }
}
