package tocsin.page;

import io.avaje.json.node.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.config.Reach;
import tocsin.config.Secrets;

/**
 * Pushover's emergency priority: it rings a telephone through its silence, again and again, until somebody
 * acknowledges. What rings has a receipt, by which it is followed; a repeat after an unclear answer rings beside it,
 * and both are ended by their tag.
 */
final class Pushover implements Sender {
    private static final String OWN_URL = "https://api.pushover.net/1";

    /** Pushover takes 30 s at the least, 3 hours in all, and repeats 50 times at the most: 50 minutes of it. */
    private static final Duration AGAIN = Duration.ofSeconds(60);

    private static final Duration UNTIL = Duration.ofMinutes(50);

    private static final int LONGEST_TITLE = 250;
    private static final int LONGEST_MESSAGE = 1_024;
    private static final int LONGEST_URL = 512;
    private static final int LONGEST_LABEL = 100;
    private static final Pattern RECEIPT = Pattern.compile("[A-Za-z0-9]{1,60}");

    private final Asking asking;
    private final tocsin.config.Pushover application;
    private final Reach reach;
    private final PageRef page;

    Pushover(Web web, Secrets secrets, tocsin.config.Pushover application, Reach reach, PageRef page) {
        asking = new Asking("Pushover", web, secrets);
        this.application = application;
        this.reach = reach;
        this.page = page;
    }

    @Override
    public Answer send(Event event, Message message, @Nullable String handle, Duration timeout) {
        return asking.with(application.token(), token -> switch (event) {
            case TRIGGER -> asking.with(reach.to(), user -> ring(message, token, user, timeout));
            case ACKNOWLEDGE, RESOLVE -> end(message, token, timeout);
        });
    }

    private Answer ring(Message message, String token, String user, Duration timeout) {
        var form = new LinkedHashMap<String, String>();
        form.put("token", token);
        form.put("user", user);
        form.put("title", title(message));
        form.put("message", text(message));
        form.put("priority", "2");
        form.put("retry", Long.toString(AGAIN.toSeconds()));
        form.put("expire", Long.toString(UNTIL.toSeconds()));
        form.put("tags", tag(message));
        if (application.callback() != null) {
            form.put("callback", PushoverCallback.url(application.callback(), message.key(), page.person(), token));
        }
        message.links().stream()
                .filter(Button::shown)
                .filter(link -> link.url().length() <= LONGEST_URL)
                .findFirst()
                .ifPresent(link -> {
                    form.put("url", link.url());
                    form.put("url_title", Cleaned.line(link.label(), LONGEST_LABEL));
                });
        var answer = post("/messages.json", form, timeout);
        if (!Asking.isSuccess(answer)) {
            return asking.failed(answer, token, user);
        }
        var receipt = Wire.object(answer.body()).extract("receipt", "");
        return RECEIPT.matcher(receipt).matches()
                ? new Answer.Confirmed("Pushover: it rings, receipt " + receipt, receipt)
                : new Answer.Confirmed(asking.text(answer, token, user));
    }

    /** Ends all that rings of it, also what a repeat after an unclear answer rings, whose receipt nobody has. */
    private Answer end(Message message, String token, Duration timeout) {
        var path = "/receipts/cancel_by_tag/" + tag(message) + ".json";
        var answer = post(path, Collections.singletonMap("token", token), timeout);
        return Asking.isSuccess(answer)
                ? new Answer.Confirmed("Pushover: it rings no more")
                : asking.failed(answer, token);
    }

    @Override
    public Seen look(String handle, Duration timeout) {
        var seen = new Seen[] {new Seen.Unknown("Pushover was not asked")};
        var answer = asking.with(application.token(), token -> {
            var url = base() + "/receipts/" + handle + ".json?token=" + encoded(token);
            var reply = asking.send(new Web.Call("GET", URI.create(url), Collections.emptyMap(), null, timeout));
            seen[0] = Asking.isSuccess(reply)
                    ? seen(Wire.object(reply.body()))
                    : new Seen.Unknown(asking.text(reply, token));
            return new Answer.Confirmed("");
        });
        return answer instanceof Answer.Confirmed ? seen[0] : new Seen.Unknown(answer.text());
    }

    private Seen seen(JsonObject receipt) {
        if (receipt.extract("acknowledged", 0L) == 1) {
            return new Seen.Acknowledged(page.person());
        }
        return receipt.extract("expired", 0L) == 1 ? new Seen.Over() : new Seen.Rings();
    }

    private Web.Answer post(String path, Map<String, String> form, Duration timeout) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        var headers = Collections.singletonMap("content-type", "application/x-www-form-urlencoded");
        return asking.send(new Web.Call("POST", URI.create(base() + path), headers, body, timeout));
    }

    private String base() {
        return application.url() == null ? OWN_URL : application.url();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String title(Message message) {
        var title = Cleaned.line(message.summary(), LONGEST_TITLE);
        return title.isEmpty() ? Cleaned.line(message.incident(), LONGEST_TITLE) : title;
    }

    private static String text(Message message) {
        var text = Cleaned.lines(Card.of(Event.TRIGGER, message).lines(), LONGEST_MESSAGE);
        return text.isBlank() ? title(message) : text;
    }

    /** Letters and digits, always the same for one step's page of one person, and no other's. */
    private String tag(Message message) {
        try {
            var whose = message.key() + "\n" + page.step() + "\n" + page.person();
            var hash = MessageDigest.getInstance("SHA-256").digest(whose.getBytes(StandardCharsets.UTF_8));
            return "tocsin" + HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
