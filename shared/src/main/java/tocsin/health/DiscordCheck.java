package tocsin.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tocsin.action.Action.Parameter;
import tocsin.action.Form;

/** Discord knows the bot by its token, and its users can type its commands. */
final class DiscordCheck implements CheckKind {
    private static final String APPLICATION = "application";
    private static final String COMMANDS = "commands";
    private static final String TOKEN = "discord.check-token";
    private static final String LIST = "discord.list-commands";

    @Override
    public String name() {
        return "discord";
    }

    @Override
    public String about() {
        return "Discord knows the bot by its token; with an application, its commands (names, with spaces between) are"
                + " registered.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Forms.needed("token", Form.SECRET),
                Forms.optional(
                        APPLICATION,
                        Forms.form("id", "the application's id, digits", text -> text.matches("[0-9]{5,25}"))),
                Forms.optional(
                        COMMANDS,
                        Forms.form(
                                "names",
                                "names with spaces between",
                                text -> text.matches("[a-z0-9_-]+( [a-z0-9_-]+)*"))),
                Forms.optional("api", Form.ADDRESS));
    }

    @Override
    public String problem(Map<String, String> parameters, Duration timeout) {
        return parameters.containsKey(COMMANDS) && !parameters.containsKey(APPLICATION)
                ? "commands: of which application? expected its id"
                : "";
    }

    @Override
    public List<String> permissions(Map<String, String> parameters) {
        return Acted.permissions(TOKEN);
    }

    @Override
    public Seen look(Look look) {
        var token = Acted.by(TOKEN, look, (says, outputs) -> Seen.of("yes".equals(outputs.get("valid")), says));
        return token.state() == State.WELL && look.has(APPLICATION)
                ? token.and(Acted.by(LIST, look, (says, outputs) -> commands(look, says, outputs)))
                : token;
    }

    private static Seen commands(Look look, String says, Map<String, String> outputs) {
        var missing = new TreeSet<>(words(look.text(COMMANDS, "")));
        missing.removeAll(words(outputs.getOrDefault("names", "")));
        return "0".equals(outputs.get("count")) || !missing.isEmpty()
                ? Seen.unwell(says + (missing.isEmpty() ? "" : ", without " + String.join(", ", missing)))
                : Seen.well(says);
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : new ArrayList<>(List.of(text.strip().split("[ ,]+")));
    }
}
