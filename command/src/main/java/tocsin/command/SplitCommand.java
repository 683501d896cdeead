package tocsin.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One incident parted from those that it is linked with. */
@Command(
        name = "split",
        description = "It has nothing to do with what it is linked with, and stands for itself.",
        mixinStandardHelpOptions = true)
final class SplitCommand extends OnCallCommand {
    @Parameters(paramLabel = "ID")
    private String id = "";

    @Override
    public void run() {
        var path = incident(id);
        say(api().post(path + "/split"));
    }
}
