package tocsin.action;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.action.Outcome.Done;

/** Whether Discord knows the bot by its token (GET users/@me). */
final class CheckToken implements Action {
    private static final String VALID = "valid";
    private static final String NAME = "name";
    private static final int LONGEST = 64;

    @Override
    public String name() {
        return "discord.check-token";
    }

    @Override
    public String about() {
        return "Asks Discord who the bot's token is of; the token itself is never shown.";
    }

    @Override
    public Kind kind() {
        return Kind.READS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Discord.TOKEN, Discord.API);
    }

    @Override
    public List<String> outputs() {
        return List.of(VALID, NAME);
    }

    @Override
    public List<String> words(String output) {
        return output.equals("valid") ? List.of("yes", "no") : List.of();
    }

    @Override
    public List<String> permissions() {
        return List.of("secretsmanager:GetSecretValue");
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("ask Discord whether it knows the bot by its token");
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var discord = Discord.of(task);
        var answer = discord.call("GET", "/users/@me", null);
        if (answer.status() != 200) {
            return told(false, "none", "Discord refuses the bot's token");
        }
        var name = discord.told(name(answer.body()), LONGEST);
        return told(true, name, "Discord knows the bot as " + name);
    }

    private static String name(String body) {
        try {
            var user = JsonNodeMapper.builder().build().fromJson(body);
            return user instanceof JsonObject object ? object.extract("username", "?") : "?";
        } catch (RuntimeException unreadable) {
            return "?";
        }
    }

    private static Outcome told(boolean valid, String name, String says) {
        var outputs = new TreeMap<String, String>();
        outputs.put(VALID, valid ? "yes" : "no");
        outputs.put(NAME, name);
        return new Done(says, outputs);
    }
}
