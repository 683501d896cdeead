package tocsin.command;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Maintenance: what is planned, and when it may be. */
@Command(
        name = "maintenance",
        description = "Planned work: users are told ahead, alarms are held, and looked at again at its end.",
        subcommands = {
            MaintenanceCommand.Listing.class,
            MaintenanceCommand.Planning.class,
            MaintenanceCommand.Starting.class,
            MaintenanceCommand.Ending.class,
            MaintenanceCommand.Emergency.class
        },
        mixinStandardHelpOptions = true)
final class MaintenanceCommand extends OnCallCommand {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();
    private static final String PATH = "/api/v1/maintenance";

    @Override
    public void run() {
        throw new WrongUse("expected one of list, plan, start, end, emergency, such as: maintenance list");
    }

    /** Of the one that is meant; where none is said, the only one that can be. */
    private static String path(@Nullable String id, String what) {
        return PATH + "/" + (id == null ? "-" : part(id)) + "/" + what;
    }

    @Command(
            name = "list",
            description = "What is planned and under way, what is held now, and the windows that come.",
            mixinStandardHelpOptions = true)
    static final class Listing extends OnCallCommand {
        @Option(names = "--all", description = "What was over in the last days, too.")
        private boolean all;

        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        @Override
        public void run() {
            var maintenance = api().get(PATH + (all ? "?all=1" : ""));
            if (json) {
                say(JSON.toJson(maintenance));
            } else {
                new MaintenancePrinter(out()).print(maintenance);
            }
        }
    }

    /** What is said of one that is planned, or begins at once. */
    abstract static class Wanting extends OnCallCommand {
        @Parameters(paramLabel = "WHAT", description = "What is done, as users are to read it.")
        private String what = "";

        @Option(names = "--for", paramLabel = "LENGTH", description = "How long: 2h.")
        private String length = "";

        @Option(names = "--stage", paramLabel = "STAGE", description = "Where; the first of tocsin.yaml if not given.")
        private String stage = "";

        @Option(names = "--service", paramLabel = "S", description = "Only what alarms of these is held; else of all.")
        private List<String> services = List.of();

        @Option(
                names = "--pierce",
                paramLabel = "P",
                description = "Severities that page all the same: P0 where not given; none.")
        private List<String> pierce = List.of();

        final void plan(String at, boolean emergency) {
            say(api().post(
                            PATH,
                            JsonObject.create()
                                    .add("what", what)
                                    .add("at", at)
                                    .add("for", length)
                                    .add("stage", stage)
                                    .add("services", String.join(",", services))
                                    .add("pierce", String.join(",", pierce))
                                    .add("emergency", emergency)));
        }
    }

    @Command(
            name = "plan",
            description = "Plans work: in the next window, or at a time. Users are mailed 72 h ahead, or now if late.",
            mixinStandardHelpOptions = true)
    static final class Planning extends Wanting {
        @Option(
                names = "--at",
                paramLabel = "TIME",
                description = "When it begins: \"2026-12-06 02:00\" in the zone of tocsin.yaml, or with its own zone.")
        private String at = "";

        @Override
        public void run() {
            plan(at, false);
        }
    }

    @Command(
            name = "emergency",
            description = "Begins work that cannot wait: told now, the shorter list, and an apology to users after it.",
            mixinStandardHelpOptions = true)
    static final class Emergency extends Wanting {
        @Override
        public void run() {
            plan("", true);
        }
    }

    @Command(name = "start", description = "Begins one before its time.", mixinStandardHelpOptions = true)
    static final class Starting extends OnCallCommand {
        @Parameters(arity = "0..1", paramLabel = "ID", description = "What alone is planned where it is not given.")
        private @Nullable String id;

        @Override
        public void run() {
            say(api().post(path(id, "start")));
        }
    }

    @Command(
            name = "end",
            description = "The work is done: ends it once the smoke tests pass; calls off what has not begun.",
            mixinStandardHelpOptions = true)
    static final class Ending extends OnCallCommand {
        @Parameters(arity = "0..1", paramLabel = "ID", description = "What alone is under way where it is not given.")
        private @Nullable String id;

        @Option(
                names = {"--at", "--in"},
                paramLabel = "TIME",
                description = "Cut short or extended: \"2026-12-06 05:00\", or how long from now: 30m.")
        private String at = "";

        @Option(names = "--anyway", description = "Whatever the smoke tests say.")
        private boolean anyway;

        @Override
        public void run() {
            if (anyway && !at.isEmpty()) {
                throw new WrongUse("--anyway ends it now; expected it without --at");
            }
            say(api().post(path(id, "end"), JsonObject.create().add("at", at).add("anyway", anyway)));
        }
    }
}
