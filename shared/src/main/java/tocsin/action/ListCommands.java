package tocsin.action;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.PortFailure;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.alarm.Json;

/** Which commands of a bot are registered at Discord (GET applications/ID/commands). */
final class ListCommands implements Action {
    private static final String COUNT = "count";
    private static final String NAMES = "names";
    private static final int LONGEST = 40;
    private static final int MOST = 100;

    @Override
    public String name() {
        return "discord.list-commands";
    }

    @Override
    public String about() {
        return "Lists the bot's commands that are registered globally.";
    }

    @Override
    public Action.Kind kind() {
        return Action.Kind.READS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Discord.TOKEN, RegisterCommands.APPLICATION, Discord.API);
    }

    @Override
    public List<String> outputs() {
        return List.of(COUNT, NAMES);
    }

    @Override
    public List<String> permissions() {
        return List.of("secretsmanager:GetSecretValue");
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("ask Discord which of the bot's commands are registered");
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var discord = Discord.of(task);
        var application = RegisterCommands.APPLICATION.of(task);
        var answer = discord.call("GET", "/applications/" + application + "/commands", null);
        if (answer.status() != 200) {
            return new Failed(
                    answer.status() == 401
                            ? "Discord refuses the bot's token"
                            : "the bot's token is not one of application " + application);
        }
        var values = Json.values(answer.body());
        if (values.size() != 1 || !(values.getFirst() instanceof JsonArray list)) {
            throw new PortFailure(PortFailure.Kind.UNCLEAR, "Discord's list of commands cannot be read");
        }
        var names = list.elements().stream()
                .limit(MOST)
                .map(each -> each instanceof JsonObject command ? command.extract("name", "?") : "?")
                .map(name -> discord.told(name, LONGEST))
                .sorted()
                .toList();
        var outputs = new TreeMap<String, String>();
        outputs.put(COUNT, Integer.toString(names.size()));
        outputs.put(NAMES, names.isEmpty() ? "none" : String.join(" ", names));
        return new Done(
                names.isEmpty()
                        ? "Discord has no commands of the bot"
                        : "Discord has the commands " + String.join(", ", names),
                outputs);
    }
}
