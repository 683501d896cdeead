package tocsin.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tocsin.action.Action;
import tocsin.action.Actions;

/** Tells what a step of a runbook can do. */
@Command(
        name = "actions",
        description = "What a runbook's step can do: each action, its parameters, what it needs, how it is undone.",
        mixinStandardHelpOptions = true)
final class ActionsCommand implements Callable<Integer> {
    @ArgGroup
    private Form form = new Form();

    @Spec
    private CommandSpec spec;

    /** In which form; for people unless told. */
    static final class Form {
        @Option(names = "--json", description = "For machines.")
        private boolean json;

        @Option(names = "--markdown", description = "The page docs/actions.md, which is made by this.")
        private boolean markdown;
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        if (form.markdown) {
            out.print(ActionsPage.of(Actions.BUILT));
        } else if (form.json) {
            out.println(json());
        } else {
            Actions.BUILT.all().forEach(action -> out.println(text(action)));
        }
        out.flush();
        return 0;
    }

    private static String text(Action action) {
        var needs = action.permissions().isEmpty() ? "nothing" : String.join(", ", action.permissions());
        var gives = action.outputs().isEmpty() ? "" : "\n    gives " + String.join(", ", action.outputs());
        return action.name() + " { " + parameters(action) + " }: " + ActionsPage.does(action) + "\n    "
                + action.about() + gives + "\n    needs " + needs;
    }

    private static String parameters(Action action) {
        return action.parameters().stream()
                .map(each -> each.name() + (each.required() ? "" : "?") + ": " + ActionsPage.form(each))
                .collect(Collectors.joining(", "));
    }

    private static String json() {
        var all = JsonNodeFactory.instance.arrayNode();
        for (var action : Actions.BUILT.all()) {
            var one = all.addObject();
            one.put("name", action.name());
            one.put("about", action.about());
            one.put("kind", ActionsPage.kind(action));
            var parameters = one.putArray("parameters");
            action.parameters()
                    .forEach(each -> parameters
                            .addObject()
                            .put("name", each.name())
                            .put("form", ActionsPage.form(each))
                            .put("required", each.required()));
            action.outputs().forEach(one.putArray("outputs")::add);
            if (action.kind() == Action.Kind.CHANGES) {
                one.put("undoable", action.undoable());
                if (!action.undoable()) {
                    one.put("stays", action.stays());
                }
                one.put("repeatable", action.knowsItsOwn());
                action.lowers().forEach(one.putArray("lowers")::add);
            }
            action.permissions().stream().sorted().forEach(one.putArray("permissions")::add);
        }
        return all.toPrettyString();
    }
}
