package tocsin.local.discord;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Discord as it behaves towards a bot: it knows one by its token, and replaces the global commands of the bot's own
 * application by the list that it is sent. It knows no clock and no network, and its answers hold no token.
 */
public final class DiscordStandIn {
    private static final Pattern COMMANDS = Pattern.compile("/api/v10/applications/(?<application>[0-9]+)/commands");
    private static final String ME = "/api/v10/users/@me";

    private final String name;
    private final String application;
    private String token;
    private List<Command> commands = List.of();
    private int outage;
    private int puts;

    /** What a request is answered with. */
    public record Reply(int status, String body) {}

    /**
     * @param name of the bot
     * @param application whose bot it is
     * @param token by which it is known
     */
    public DiscordStandIn(String name, String application, String token) {
        this.name = name;
        this.application = application;
        this.token = token;
    }

    /**
     * A request to the API, version 10.
     *
     * @param authorization the header; null where there is none
     */
    public synchronized Reply asked(String method, String path, @Nullable String authorization, String body) {
        if (outage != 0) {
            return error(outage, 0, "not taken");
        }
        if (!("Bot " + token).equals(authorization)) {
            return error(401, 0, "401: Unauthorized");
        }
        if (path.equals(ME)) {
            return method.equals("GET") ? new Reply(200, json(me())) : error(405, 0, "405: Method Not Allowed");
        }
        var of = COMMANDS.matcher(path);
        if (!of.matches()) {
            return error(404, 0, "404: Not Found");
        }
        if (!of.group("application").equals(application)) {
            return error(403, 20012, "You are not authorized to perform this action on this application");
        }
        return switch (method) {
            case "GET" -> new Reply(200, told());
            case "PUT" -> put(body);
            default -> error(405, 0, "405: Method Not Allowed");
        };
    }

    private Reply put(String body) {
        return switch (CommandsIn.read(body)) {
            case CommandsIn.Invalid(var because) -> error(400, 50035, "Invalid Form Body: " + because);
            case CommandsIn.Valid(var all) -> {
                commands = all;
                puts++;
                yield new Reply(200, told());
            }
        };
    }

    /** What people can type now. */
    public synchronized List<Command> commands() {
        return commands;
    }

    /** How often the list was replaced. */
    public synchronized int puts() {
        return puts;
    }

    /** Somebody registers these, and no others. */
    public synchronized void register(List<Command> all) {
        commands = List.copyOf(all);
    }

    /** Somebody makes a new token in the developer portal: the old one is good for nothing from here on. */
    public synchronized void reset(String newToken) {
        token = newToken;
    }

    /** From here on every request is answered with this status (429, 5xx) and not taken; 0: no longer. */
    public synchronized void outage(int status) {
        outage = status;
    }

    private JsonObject me() {
        return JsonObject.create().add("id", application).add("username", name).add("bot", true);
    }

    private String told() {
        var list = JsonArray.create();
        for (var command : commands) {
            list.add(JsonObject.create()
                    .add("application_id", application)
                    .add("type", 1)
                    .add("name", command.name()));
        }
        return commands.isEmpty() ? "[]" : json(list); // the mapper leaves out what is empty
    }

    private static Reply error(int status, int code, String message) {
        return new Reply(
                status, json(JsonObject.create().add("message", message).add("code", code)));
    }

    private static String json(JsonNode node) {
        return JsonNodeMapper.builder().build().toJson(node);
    }
}
