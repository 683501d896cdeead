package tocsin.local.discord;

import io.avaje.json.JsonException;
import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list of commands as an application registers it, read as strictly as Discord reads it. */
sealed interface CommandsIn {
    record Valid(List<Command> commands) implements CommandsIn {
        public Valid {
            commands = List.copyOf(commands);
        }
    }

    /** Answered 400. */
    record Invalid(String because) implements CommandsIn {}

    int MOST_COMMANDS = 100;
    int MOST_OPTIONS = 25;
    int LONGEST_DESCRIPTION = 100;

    /** What people type after the slash; Discord takes no capitals there. */
    String NAME = "[-_\\p{Ll}\\p{Lo}\\p{N}]{1,32}";

    static CommandsIn read(String body) {
        try {
            return JsonNodeMapper.builder().build().fromJson(body) instanceof JsonArray list
                    ? read(list)
                    : new Invalid("no JSON list");
        } catch (JsonException unreadable) {
            return new Invalid("not to be read as JSON");
        }
    }

    private static CommandsIn read(JsonArray list) {
        if (list.elements().size() > MOST_COMMANDS) {
            return new Invalid("more than " + MOST_COMMANDS + " commands");
        }
        var commands = new ArrayList<Command>();
        for (var each : list.elements()) {
            var invalid = each instanceof JsonObject command ? wrong(command) : Optional.of("a command is no object");
            if (invalid.isPresent()) {
                return new Invalid(invalid.get());
            }
            commands.add(command((JsonObject) each));
        }
        return commands.stream().map(Command::name).distinct().count() == commands.size()
                ? new Valid(commands)
                : new Invalid("two commands of one name");
    }

    private static Optional<String> wrong(JsonObject command) {
        var options = options(command);
        if (options.size() > MOST_OPTIONS) {
            return Optional.of("more than " + MOST_OPTIONS + " options");
        }
        return described(command)
                .or(() -> options.stream()
                        .flatMap(option -> (option instanceof JsonObject object
                                        ? described(object).or(() -> typed(object))
                                        : Optional.of("an option is no object"))
                                .stream())
                        .findFirst());
    }

    private static Optional<String> described(JsonObject named) {
        var description = named.extract("description", "");
        if (!named.extract("name", "").matches(NAME)) {
            return Optional.of("a name is not of 1 to 32 small letters, digits, - and _");
        }
        return description.isEmpty() || description.length() > LONGEST_DESCRIPTION
                ? Optional.of("a description is missing or longer than " + LONGEST_DESCRIPTION)
                : Optional.empty();
    }

    /** An option's type is one of 1 to 11, and must be there; a command's is 1 where nothing says so. */
    private static Optional<String> typed(JsonObject option) {
        var type = option.extract("type", 0);
        return type < 1 || type > 11 ? Optional.of("an option has no type") : Optional.empty();
    }

    private static Command command(JsonObject command) {
        var options = options(command).stream()
                .map(option -> ((JsonObject) option).extract("name", ""))
                .toList();
        return new Command(command.extract("name", ""), options);
    }

    private static List<JsonNode> options(JsonObject command) {
        return command.elements().get("options") instanceof JsonArray list ? list.elements() : List.of();
    }
}
