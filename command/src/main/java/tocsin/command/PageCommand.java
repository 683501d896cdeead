package tocsin.command;

import io.avaje.json.node.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pages that a person asks for. */
@Command(
        name = "page",
        description = "'page test PERSON': a real page to all ways of a person in turn, to be acknowledged.",
        subcommands = PageCommand.Testing.class,
        mixinStandardHelpOptions = true)
final class PageCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which? expected: page test PERSON");
    }

    @Command(
            name = "test",
            description = "A real page to all ways of a person in turn, to be acknowledged; what came of it is kept.",
            mixinStandardHelpOptions = true)
    static final class Testing extends OnCallCommand {
        private static final String PATH = "/api/v1/page-tests";

        @Parameters(arity = "0..1", paramLabel = "PERSON", description = "As tocsin.yaml calls them.")
        private @Nullable String person;

        @Option(names = "--list", description = "Everybody's last one, what came of it, and whether it is too old.")
        private boolean list;

        @Override
        public void run() {
            if (list == (person != null)) {
                throw new WrongUse("expected a PERSON or --list, such as: page test ada");
            }
            if (person != null) {
                say(api().post(PATH, JsonObject.create().add("person", person)));
                return;
            }
            var tests = elements(api().get(PATH));
            for (var test : tests) {
                var warning = test.extract("warning", "");
                say(IncidentPrinter.clean(test.extract("person", "") + "  " + test.extract("at", "-") + "  "
                        + test.extract("outcome", "") + (warning.isEmpty() ? "" : "  WARNING: " + warning)));
            }
            if (tests.isEmpty()) {
                say("tocsin.yaml has no people");
            }
        }
    }
}
