package tocsin.command;

import java.util.Locale;
import java.util.stream.Collectors;
import tocsin.action.Action;
import tocsin.action.Action.Parameter;
import tocsin.action.Actions;

/** The page on all actions, as docs/actions.md holds it. */
final class ActionsPage {
    private static final String HEAD = """
            # Actions
            What a step of a runbook can do. This page is made from the actions themselves; after a change of them:
            `./tocsin actions --markdown > docs/actions.md`. [How to write a runbook](runbooks.md) says how steps name them.
            """;

    private ActionsPage() {}

    static String of(Actions actions) {
        return HEAD + actions.all().stream().map(ActionsPage::section).collect(Collectors.joining());
    }

    private static String section(Action action) {
        var text = new StringBuilder(
                "\n## " + action.name() + "\n" + action.about().strip() + "\n\n");
        text.append("- ").append(capital(does(action))).append(".\n");
        if (!action.parameters().isEmpty()) {
            text.append("- Parameters: ")
                    .append(action.parameters().stream()
                            .map(ActionsPage::parameter)
                            .collect(Collectors.joining(", ")))
                    .append(".\n");
        }
        if (!action.outputs().isEmpty()) {
            text.append("- Gives ")
                    .append(action.outputs().stream()
                            .map(output -> output(action, output))
                            .collect(Collectors.joining(", ")))
                    .append(".\n");
        }
        if (!action.lowers().isEmpty()) {
            text.append("- Lowers by itself: ")
                    .append(String.join(", ", action.lowers()))
                    .append(". That alone proves nothing after it.\n");
        }
        if (!action.permissions().isEmpty()) {
            text.append("- Needs ")
                    .append(action.permissions().stream()
                            .sorted()
                            .map(each -> "`" + each + "`")
                            .collect(Collectors.joining(", ")))
                    .append(".\n");
        }
        return text.toString();
    }

    /** Whether it reads, changes or asks, and whether that can be taken back. */
    static String does(Action action) {
        if (action.kind() != Action.Kind.CHANGES) {
            return kind(action);
        }
        var repeated = action.knowsItsOwn() ? "" : "; never repeated where its answer was lost";
        return "changes; " + (action.undoable() ? "can be taken back" : "stays: " + action.stays()) + repeated;
    }

    static String kind(Action action) {
        return action.kind().name().toLowerCase(Locale.ROOT);
    }

    /** What is expected. */
    static String form(Parameter parameter) {
        return parameter.form().word();
    }

    private static String parameter(Parameter parameter) {
        return "`" + parameter.name() + "` (" + form(parameter) + (parameter.required() ? "" : ", may be left out")
                + ")";
    }

    private static String output(Action action, String output) {
        var words = action.words(output);
        return "`" + output + "`" + (words.isEmpty() ? "" : " (" + String.join(" or ", words) + ")");
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
