package tocsin.action;

import java.net.URI;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.action.Action.Parameter;
import tocsin.page.Web;

/** What the actions on Discord have in common: the bot's token, which nothing that is told ever holds, and the call. */
final class Discord {
    static final Parameter TOKEN = Parameter.secret("token");
    static final Parameter API = Parameter.optional("api");
    private static final String USUAL = "https://discord.com/api/v10";
    private static final String PREFIX = "secret:";

    private Discord() {}

    /** One request; its answer. A failure says what was asked, and nothing of what was sent. */
    static Web.Answer call(Task task, String method, String path, @Nullable String body) {
        var api = task.optional(API.name());
        var headers = new TreeMap<String, String>();
        headers.put("authorization", "Bot " + token(task));
        headers.put("content-type", "application/json");
        headers.put("user-agent", "DiscordBot (https://github.com/tocsin, 1)");
        try {
            var uri = URI.create((api == null ? USUAL : api) + path);
            return task.world().web().send(new Web.Call(method, uri, headers, body, task.timeout()));
        } catch (PortFailure failure) {
            throw new PortFailure(failure.kind(), "Discord does not answer " + method + " " + path);
        }
    }

    private static String token(Task task) {
        var name = task.text(TOKEN.name());
        if (!name.startsWith(PREFIX)) {
            throw new PortFailure(Kind.REFUSED, "token: expected secret:NAME"); // what stands there may be the token
        }
        var token =
                task.world().secrets().secret(name.substring(PREFIX.length())).strip();
        if (!token.matches("[A-Za-z0-9._-]{20,200}")) {
            throw new PortFailure(Kind.REFUSED, "the secret " + name.substring(PREFIX.length()) + " holds no token");
        }
        return token;
    }
}
