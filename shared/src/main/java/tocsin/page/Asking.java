package tocsin.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.config.Secret;
import tocsin.config.Secrets;

/** A channel that is asked by HTTP: what it means when nothing comes of it, told without its secret. */
final class Asking {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final int NOT_THERE = 503;

    /** For those who do not say how long they want to be left alone. */
    private static final Duration REST = Duration.ofSeconds(30);

    private static final int LONGEST_ANSWER = 300;

    /** Whoever listens on this machine alone may be asked without encryption. */
    private static final Pattern HERE = Pattern.compile("127\\.0\\.0\\.1|localhost|\\[::1]");

    private final String channel;
    private final Web web;
    private final Secrets secrets;

    Asking(String channel, Web web, Secrets secrets) {
        this.channel = channel;
        this.web = web;
        this.secrets = secrets;
    }

    /** Asks with the secret's value; whatever fails is an answer. */
    Answer with(Secret secret, Function<String, Answer> ask) {
        String value;
        try {
            value = secrets.secret(secret.name()).strip();
        } catch (PortFailure failure) {
            return new Answer.Later("the secret of " + channel + " cannot be read: " + failure.getMessage(), null);
        }
        return trying(value, () -> ask.apply(value));
    }

    /** Something that may fail, told without this secret. */
    Answer trying(String secret, Supplier<Answer> ask) {
        try {
            return ask.get();
        } catch (PortFailure failure) {
            var says = Veiled.text(String.valueOf(failure.getMessage()), secret);
            return switch (failure.kind()) {
                case UNCLEAR -> new Answer.Unclear(channel + " gave no answer: " + says);
                case REFUSED -> new Answer.Refused("not sent to " + channel + ": " + says);
                case THROTTLED, CONFLICT, UNAVAILABLE -> new Answer.Later(channel + " is not there: " + says, null);
            };
        }
    }

    Web.Answer send(Web.Call call) {
        return web.send(call);
    }

    /** What the channel answered, for people: without the secrets. */
    String text(Web.Answer answer, String... known) {
        var text = answer.body();
        for (var secret : known) {
            text = Veiled.text(text, secret);
        }
        return (channel + ": " + answer.status() + " " + Cleaned.line(Veiled.text(text), LONGEST_ANSWER)).strip();
    }

    /** What an answer means that is no success: without a key, what broke over there may have been done before. */
    Answer failed(Web.Answer answer, String... known) {
        var text = text(answer, known);
        return switch (answer.status()) {
            case TOO_MANY -> new Answer.Later(text, waits(answer));
            case REQUEST_TIMEOUT, TOO_EARLY, NOT_THERE -> new Answer.Later(text, RetryAfter.of(answer));
            default -> answer.status() >= SERVER_ERROR ? new Answer.Unclear(text) : new Answer.Refused(text);
        };
    }

    private static @Nullable Duration waits(Web.Answer answer) {
        var wait = RetryAfter.of(answer);
        return wait == null ? REST : wait;
    }

    static boolean isSuccess(Web.Answer answer) {
        return answer.status() >= 200 && answer.status() < 300;
    }

    /** The address that a secret or the configuration holds: of HTTPS, or of this machine. */
    static Optional<URI> address(String text) {
        try {
            var uri = new URI(text);
            var host = uri.getHost();
            var safe = host != null
                    && ("https".equalsIgnoreCase(uri.getScheme())
                            || "http".equalsIgnoreCase(uri.getScheme())
                                    && HERE.matcher(host).matches());
            return safe ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException wrong) {
            return Optional.empty(); // and nothing of it is told: it may be a secret
        }
    }

    /** Where its secret is no address. */
    Answer noAddress() {
        return new Answer.Refused("not sent to " + channel + ": its secret holds no address of HTTPS");
    }
}
