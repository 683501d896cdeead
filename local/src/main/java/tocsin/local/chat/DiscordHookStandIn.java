package tocsin.local.chat;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import tocsin.page.Web;

/** One webhook of Discord: what it has written it edits, and each limit of an embed is kept. */
public final class DiscordHookStandIn implements Function<Web.Call, Web.Answer> {
    /** The path of its address. */
    public static final String PATH = "/api/webhooks/1001/of-the-hook";

    private static final Pattern EDIT = Pattern.compile(Pattern.quote(PATH) + "/messages/([0-9]+)");
    private static final int UNKNOWN_MESSAGE = 10_008;
    private static final int UNKNOWN_WEBHOOK = 10_015;
    private static final int INVALID = 50_035;

    private final List<Message> messages = new ArrayList<>();
    private int outage;

    /**
     * A message in the channel.
     *
     * @param title of its embed
     * @param edits how often it was edited
     */
    public record Message(String id, String title, int edits) {}

    public synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    /** From here on every request is answered with this status, and not taken; 0 ends it. */
    public synchronized void outage(int status) {
        outage = status;
    }

    public synchronized void delete(String id) {
        messages.removeIf(message -> message.id().equals(id));
    }

    @Override
    public synchronized Web.Answer apply(Web.Call call) {
        if (outage != 0) {
            return Replies.retryAfter(outage, 1, JsonObject.create().add("retry_after", 1));
        }
        var path = call.uri().getPath();
        var edit = EDIT.matcher(path);
        if (!path.equals(PATH) && !edit.matches()) {
            return no(404, UNKNOWN_WEBHOOK, "Unknown Webhook");
        }
        var body = Replies.object(call);
        var wrong = wrong(body);
        if (!wrong.isEmpty()) {
            return no(400, INVALID, wrong);
        }
        var title = Replies.text(Replies.objects(body, "embeds").getFirst(), "title");
        return edit.matches() ? edited(edit.group(1), title) : written(call, title);
    }

    private Web.Answer written(Web.Call call, String title) {
        var id = Integer.toString(2_001 + messages.size());
        messages.add(new Message(id, title, 0));
        var waits = String.valueOf(call.uri().getQuery()).contains("wait=true");
        return waits ? Replies.json(200, JsonObject.create().add("id", id)) : Replies.json(204, JsonObject.create());
    }

    private Web.Answer edited(String id, String title) {
        for (var position = 0; position < messages.size(); position++) {
            var message = messages.get(position);
            if (message.id().equals(id)) {
                messages.set(position, new Message(id, title, message.edits() + 1));
                return Replies.json(200, JsonObject.create().add("id", id));
            }
        }
        return no(404, UNKNOWN_MESSAGE, "Unknown Message");
    }

    private static Web.Answer no(int status, int code, String message) {
        return Replies.json(status, JsonObject.create().add("message", message).add("code", code));
    }

    private static String wrong(JsonObject body) {
        var embeds = Replies.objects(body, "embeds");
        if (embeds.isEmpty() || embeds.size() > 10) {
            return "Cannot send an empty message";
        }
        // Where nothing is said of mentions, each is one.
        if (!(Replies.part(body, "allowed_mentions").elements().get("parse") instanceof JsonArray parse)
                || !parse.isEmpty()) {
            return "whoever is named is mentioned";
        }
        var all = 0;
        for (var embed : embeds) {
            var fields = Replies.objects(embed, "fields");
            if (Replies.text(embed, "title").length() > 256 || fields.size() > 25) {
                return "Must be 256 or fewer in length";
            }
            all += Replies.text(embed, "title").length();
            for (var field : fields) {
                var name = Replies.text(field, "name").length();
                var value = Replies.text(field, "value").length();
                if (name < 1 || name > 256 || value < 1 || value > 1_024) {
                    return "Must be between 1 and 1024 in length";
                }
                all += name + value;
            }
        }
        return all > 6_000 ? "Embed size exceeds maximum size of 6000" : "";
    }
}
