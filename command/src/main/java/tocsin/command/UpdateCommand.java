package tocsin.command;

import io.avaje.json.node.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells everybody how an incident stands. */
@Command(
        name = "update",
        description = {
            "Tells everybody how an incident stands. What is not given stays as the last update said; without any"
                    + " option the last one is shown."
        },
        mixinStandardHelpOptions = true)
final class UpdateCommand extends OnCallCommand {
    @Parameters(paramLabel = "ID", description = "As 'incidents' shows it: db-42.")
    private String id = "";

    @Option(
            names = "--status",
            paramLabel = "WORD",
            description = "Investigating, Identified, Mitigating (then you have it) or Resolved.")
    private @Nullable String status;

    @Option(names = "--issue", paramLabel = "TEXT", description = "What is wrong.")
    private @Nullable String issue;

    @Option(names = "--impact", paramLabel = "TEXT", description = "What is broken for whom.")
    private @Nullable String impact;

    @Option(names = "--users", paramLabel = "TEXT", description = "How many users: \"about 300\".")
    private @Nullable String users;

    @Option(names = "--cause", paramLabel = "TEXT", description = "The root cause, once it is known.")
    private @Nullable String cause;

    @Option(names = "--mitigation", paramLabel = "TEXT", description = "What is done about it.")
    private @Nullable String mitigation;

    @Option(names = "--expected", paramLabel = "TEXT", description = "When it should be over: \"03:30 UTC\".")
    private @Nullable String expected;

    @Option(
            names = "--next",
            paramLabel = "LENGTH",
            description = "The next update comes within: 10m. For P0 and P1 no later than tocsin.yaml says (15m).")
    private @Nullable String next;

    @Override
    public void run() {
        var path = incident(id);
        var body = JsonObject.create();
        given(body, "status", status);
        given(body, "issue", issue);
        given(body, "impact", impact);
        given(body, "users", users);
        given(body, "cause", cause);
        given(body, "mitigation", mitigation);
        given(body, "expected", expected);
        given(body, "next", next);
        if (body.isEmpty()) {
            new UpdatePrinter(out()).print(id, api().get(path));
        } else {
            say(api().post(path + "/updates", body));
        }
    }

    private static void given(JsonObject body, String field, @Nullable String text) {
        if (text != null) {
            body.add(field, text);
        }
    }
}
