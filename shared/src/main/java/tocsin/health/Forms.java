package tocsin.health;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tocsin.action.Action.Parameter;
import tocsin.action.Form;

/** What the parameters of checks look like. */
final class Forms {
    static final Form NAME = form("name", "a name without spaces", text -> text.matches("[^\\s]{1,512}"));
    static final Form NUMBER = form("number", "a number", text -> text.matches("-?[0-9]{1,12}(\\.[0-9]{1,6})?"));
    static final Form REGION =
            form("region", "a Region's code: us-west-2", text -> text.matches("[a-z]{2}(-[a-z]+)+-[0-9]"));
    static final Form REGEX = form("pattern", "a regular expression", Forms::isRegex);
    static final Form YES = form("yes", "yes", text -> text.matches("yes|true"));

    private Forms() {}

    static Form form(String word, String expected, Predicate<String> fits) {
        return new Form(word, expected, Form.Care.NONE, fits);
    }

    static Parameter needed(String name, Form form) {
        return new Parameter(name, form, true);
    }

    static Parameter optional(String name, Form form) {
        return new Parameter(name, form, false);
    }

    private static boolean isRegex(String text) {
        try {
            Pattern.compile(text);
            return !text.isEmpty();
        } catch (PatternSyntaxException bad) {
            return false;
        }
    }
}
