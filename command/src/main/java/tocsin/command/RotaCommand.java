package tocsin.command;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who is on call, and who shall be. */
@Command(
        name = "oncall",
        description =
                "Who is on call now and next, and the turns that come; 'oncall override' puts somebody before them.",
        subcommands = RotaCommand.Overriding.class,
        mixinStandardHelpOptions = true)
final class RotaCommand extends OnCallCommand {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();
    private static final String PATH = "/api/v1/oncall";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "At another time: \"2026-12-24 18:00\" in the zone of tocsin.yaml, or 2026-12-24T17:00:00Z.")
    private String at = "";

    @Option(
            names = "--next",
            paramLabel = "LENGTH",
            description = "How far ahead: 14d, 12h; 14d where it is not given.")
    private String next = "";

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Option(names = "--ics", description = "As iCalendar, for eight weeks.")
    private boolean ics;

    @Option(
            names = "--subscribe",
            description = "The address that a calendar may subscribe to; who has it can read who is on call.")
    private boolean subscribe;

    @Override
    public void run() {
        if ((ics || subscribe) && (json || ics && subscribe || !at.isEmpty() || !next.isEmpty())) {
            throw new WrongUse((ics ? "--ics" : "--subscribe") + " stands alone");
        }
        if (subscribe) {
            var api = api();
            say(api.address() + api.get(PATH + "/address").extract("path"));
            return;
        }
        if (ics) {
            out().print(api().text(PATH + ".ics"));
            out().flush();
            return;
        }
        var roster = api().get(PATH + query());
        if (json) {
            say(JSON.toJson(roster));
        } else {
            new RosterPrinter(out()).print(roster);
        }
    }

    private String query() {
        var query = (at.isEmpty() ? "" : "&at=" + part(at)) + (next.isEmpty() ? "" : "&next=" + part(next));
        return query.replaceFirst("&", "?");
    }

    @Command(
            name = "override",
            description = "Somebody has a rota for a time, whoever else would have it. A later override wins.",
            mixinStandardHelpOptions = true)
    static final class Overriding extends OnCallCommand {
        @Parameters(index = "0", arity = "0..1", paramLabel = "PERSON", description = "As tocsin.yaml calls them.")
        private @Nullable String person;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "FROM",
                description = "now, \"2026-12-24 18:00\" in the rota's zone, or 2026-12-24T17:00:00Z.")
        private @Nullable String from;

        @Parameters(index = "2", arity = "0..1", paramLabel = "TO", description = "The same; or how long: 12h.")
        private @Nullable String to;

        @Option(
                names = "--rota",
                paramLabel = "NAME",
                description = "Which; the one called primary where it is not given.")
        private String rota = "";

        @Option(
                names = "--withdraw",
                paramLabel = "ID",
                description = "Takes one back, or ends it where it has begun; 'oncall' shows its ID.")
        private @Nullable String withdrawn;

        @Override
        public void run() {
            if (withdrawn != null) {
                if (person != null) {
                    throw new WrongUse("--withdraw stands alone");
                }
                say(api().delete(PATH + "/overrides/" + part(withdrawn)));
                return;
            }
            if (person == null || from == null || to == null) {
                throw new WrongUse("expected PERSON FROM TO, such as: oncall override ada now 12h");
            }
            say(api().post(
                            PATH + "/overrides",
                            JsonObject.create()
                                    .add("person", person)
                                    .add("from", from)
                                    .add("to", to)
                                    .add("rota", rota)));
        }
    }
}
