package tocsin.action;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Plan.Target;

/**
 * Registers the bot's commands globally: one request that replaces the list by itself, so that doing it again does no
 * harm.
 */
final class RegisterCommands implements Action {
    static final Parameter APPLICATION =
            Parameter.of("application", Form.matching("id", "the application's id, digits", "[0-9]{5,25}"));
    private static final String COUNT = "count";
    private static final int TEXT = 3; // Discord's type of an option that is text

    /** Each with whether it takes an address. */
    private static final List<String> COMMANDS =
            List.of("user-info", "list-users", "add-to-allowlist", "remove-from-allowlist");

    @Override
    public String name() {
        return "discord.register-commands";
    }

    @Override
    public String about() {
        return "Registers the bot's commands globally: " + String.join(", ", COMMANDS) + ".";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Discord.TOKEN, APPLICATION, Discord.API);
    }

    @Override
    public List<String> outputs() {
        return List.of(COUNT);
    }

    @Override
    public List<String> permissions() {
        return List.of("secretsmanager:GetSecretValue");
    }

    @Override
    public String stays() {
        return "the list of commands is what it ought to be";
    }

    @Override
    public Plan plan(Task task) {
        var application = application(task);
        return new Plan.Would(
                "register the commands " + String.join(", ", COMMANDS) + " of the Discord application " + application
                        + ", in the place of those that are registered",
                new Target("discord:application/" + application, task.place().account(), new TreeMap<>(), false),
                new TreeMap<>());
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var answer = Discord.of(task).call("PUT", "/applications/" + application(task) + "/commands", body());
        if (answer.status() == 401) {
            return new Failed("Discord refuses the bot's token");
        }
        if (answer.status() == 403) {
            return new Failed("the bot's token is not one of application " + application(task));
        }
        return new Done(
                "Discord has the commands " + String.join(", ", COMMANDS),
                Map.of(COUNT, Integer.toString(COMMANDS.size())));
    }

    private static String application(Task task) {
        return APPLICATION.of(task);
    }

    private static String body() {
        var commands = COMMANDS.stream()
                .map(name -> "{\"name\":\"" + name + "\",\"type\":1,\"description\":\"" + name.replace('-', ' ') + "\""
                        + (name.equals("list-users") ? "" : ",\"options\":[" + address() + "]") + "}")
                .toList();
        return "[" + String.join(",", commands) + "]";
    }

    private static String address() {
        return "{\"type\":" + TEXT + ",\"name\":\"email\",\"description\":\"the user's address\",\"required\":true}";
    }
}
