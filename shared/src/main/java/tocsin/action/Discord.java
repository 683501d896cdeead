package tocsin.action;

import java.net.URI;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.action.Action.Parameter;
import tocsin.page.Cleaned;
import tocsin.page.Web;

/** Discord for one bot: it holds the bot's token, which nothing that is told ever does. */
final class Discord {
    static final Parameter TOKEN = Parameter.secret("token");
    private static final String USUAL = "https://discord.com/api/v10";

    /** The token is sent nowhere but under TLS, or to this machine. */
    static final Parameter API = Parameter.of(
                    "api",
                    new Form(
                            "address",
                            "an address of https such as " + USUAL,
                            Form.Care.HIDDEN,
                            text -> text.matches("(https://[A-Za-z0-9.-]+|http://127\\.0\\.0\\.1)(:[0-9]{1,5})?"
                                    + "(/[A-Za-z0-9._-]+)*")))
            .unlessGiven();

    private static final String PREFIX = "secret:";

    /** A piece of the token that is shorter tells nothing. */
    private static final int TELLING = 6;

    private final Task task;
    private final String api;
    private final String token;

    private Discord(Task task, String api, String token) {
        this.task = task;
        this.api = api;
        this.token = token;
    }

    static Discord of(Task task) {
        return new Discord(task, api(task), token(task));
    }

    /**
     * One request; its answer, where that is one to go by. A failure says what was asked, and nothing of what was sent.
     */
    Web.Answer call(String method, String path, @Nullable String body) {
        var headers = new TreeMap<String, String>();
        headers.put("authorization", "Bot " + token);
        headers.put("content-type", "application/json");
        headers.put("user-agent", "DiscordBot (https://github.com/tocsin, 1)");
        Web.Answer answer;
        try {
            answer = task.world()
                    .web()
                    .send(new Web.Call(method, URI.create(api + path), headers, body, task.timeout()));
        } catch (PortFailure failure) {
            throw new PortFailure(failure.kind(), "Discord does not answer " + method + " " + path);
        }
        return switch (answer.status()) {
            case 200, 401, 403 -> answer;
            case 429 -> throw failure(Kind.THROTTLED, answer);
            default -> throw failure(answer.status() >= 500 ? Kind.UNAVAILABLE : Kind.REFUSED, answer);
        };
    }

    private static PortFailure failure(Kind kind, Web.Answer answer) {
        return new PortFailure(kind, "Discord answers " + answer.status());
    }

    /** What Discord says, fit to be told: on one line, and nothing of the token where it is echoed. */
    String told(String text, int most) {
        var letters = text.replaceAll("[^A-Za-z0-9._-]", "");
        var echoed = letters.contains(token) || letters.length() >= TELLING && token.contains(letters);
        return echoed ? "?" : Cleaned.line(text, most);
    }

    private static String api(Task task) {
        return Objects.requireNonNullElse(API.orNull(task), USUAL);
    }

    private static String token(Task task) {
        var name = TOKEN.of(task);
        var token =
                task.world().secrets().secret(name.substring(PREFIX.length())).strip();
        if (!token.matches("[A-Za-z0-9._-]{20,200}")) {
            throw new PortFailure(Kind.REFUSED, "the secret " + name.substring(PREFIX.length()) + " holds no token");
        }
        return token;
    }
}
