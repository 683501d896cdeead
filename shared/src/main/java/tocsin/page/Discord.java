package tocsin.page;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.config.ChatHook;
import tocsin.config.Secrets;

/**
 * Discord by a channel's webhook: one message an incident, edited in place. A message has no key: a repeat after an
 * unclear answer may stand there twice.
 */
final class Discord implements Sender {
    private static final int NOT_FOUND = 404;

    /** Discord's own number for a message that somebody deleted; of a webhook that is gone it is another. */
    private static final int UNKNOWN_MESSAGE = 10_008;

    private static final int LONGEST_TITLE = 256;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_VALUE = 1_024;

    /** In all: Discord takes 6,000 characters of one message's embeds. */
    private static final int IN_ALL = 5_000;

    /** What Discord's Markdown, its mentions and time stamps begin with, and what does so at the beginning of a line. */
    private static final String SPECIAL = "\\*_~`|<>@[]";

    private static final String SPECIAL_AT_FIRST = "#-+";

    private final Asking asking;
    private final ChatHook hook;

    Discord(Web web, Secrets secrets, ChatHook hook) {
        asking = new Asking("Discord", web, secrets);
        this.hook = hook;
    }

    @Override
    public Answer send(Event event, Message message, @Nullable String handle, Duration timeout) {
        return asking.with(
                hook.address(),
                secret -> Asking.address(secret)
                        .map(address -> send(event, message, handle, new Hook(address, secret, timeout.dividedBy(2))))
                        .orElseGet(asking::noAddress));
    }

    private Answer send(Event event, Message message, @Nullable String handle, Hook at) {
        var body = Wire.written(body(event, message));
        if (handle == null) {
            return read(asking.send(at.call("POST", at.post(), body)), at);
        }
        var answer = asking.send(at.call("PATCH", at.edit(handle), body));
        var deleted = answer.status() == NOT_FOUND && number(answer, "code") == UNKNOWN_MESSAGE;
        return deleted ? read(asking.send(at.call("POST", at.post(), body)), at) : read(answer, at);
    }

    private Answer read(Web.Answer answer, Hook at) {
        if (!Asking.isSuccess(answer)) {
            return asking.failed(answer, at.secret(), at.token());
        }
        var id = Wire.object(answer.body()).extract("id", "");
        return new Answer.Confirmed(
                "Discord: " + answer.status() + " " + Cleaned.line(id, 30), id.isEmpty() ? null : id);
    }

    /** The address of a webhook, which is its credential, and how long one call may take. */
    private record Hook(URI address, String secret, Duration timeout) {
        URI post() {
            return with("", "wait=true");
        }

        URI edit(String message) {
            return with("/messages/" + message, "");
        }

        /** Behind the last slash: whoever knows it may write. */
        String token() {
            var path = address.getPath();
            return path.substring(path.lastIndexOf('/') + 1);
        }

        private URI with(String path, String query) {
            var before = address.getRawQuery() == null ? "" : address.getRawQuery();
            var queries = before + (before.isEmpty() || query.isEmpty() ? "" : "&") + query;
            var text = address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath() + path;
            return URI.create(queries.isEmpty() ? text : text + "?" + queries);
        }

        Web.Call call(String method, URI uri, String body) {
            var headers = new TreeMap<String, String>();
            headers.put("content-type", "application/json");
            headers.put("user-agent", "Tocsin");
            return new Web.Call(method, uri, headers, body, timeout);
        }

        @Override
        public String toString() {
            return "a webhook of " + address.getHost();
        }
    }

    private static JsonObject body(Event event, Message message) {
        var card = Card.of(event, message)
                .within(
                        IN_ALL,
                        fact -> fact.name().length()
                                + escaped(fact.value(), LONGEST_VALUE).length());
        var fields = JsonArray.create();
        card.facts()
                .forEach(fact -> fields.add(field(
                        escaped(fact.name(), LONGEST_NAME), escaped(fact.value(), LONGEST_VALUE), fact.isShort())));
        var links = links(card.links());
        if (!links.isEmpty()) {
            fields.add(field("links", links, false));
        }
        var embed = JsonObject.create()
                .add("title", escaped(card.title(), LONGEST_TITLE))
                .add("color", card.state().colour())
                .add("fields", fields);
        return JsonObject.create()
                .add("content", "")
                .add("embeds", JsonArray.create().add(embed))
                .add("allowed_mentions", JsonObject.create().add("parse", JsonArray.create()));
    }

    /** As many as one field takes: half an address leads nowhere. */
    private static String links(List<Button> links) {
        var text = "";
        for (var link : links) {
            var label = escaped(Cleaned.line(link.label(), 60), 120);
            var more = text + (text.isEmpty() ? "" : " · ") + "[" + label + "](<" + link.url() + ">)";
            text = more.length() > LONGEST_VALUE ? text : more;
        }
        return text;
    }

    private static JsonObject field(String name, String value, boolean inline) {
        return JsonObject.create().add("name", name).add("value", value).add("inline", inline);
    }

    /** A backslash takes its meaning from any sign, so that an address is no link and a name no mention. */
    private static String escaped(String text, int most) {
        return Escaping.escaped(
                text, most, (whole, at) -> (isSpecial(whole, at) ? "\\" : "") + Escaping.letter(whole, at));
    }

    private static boolean isSpecial(String text, int at) {
        var letter = text.charAt(at);
        var first = at == 0 || text.charAt(at - 1) == '\n' || text.charAt(at - 1) == ' ';
        return SPECIAL.indexOf(letter) >= 0
                || first && SPECIAL_AT_FIRST.indexOf(letter) >= 0
                || text.startsWith("://", at);
    }

    private static long number(Web.Answer answer, String name) {
        return Wire.object(answer.body()).extract(name, 0L);
    }
}
