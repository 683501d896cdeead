package tocsin.local.chat;

import io.avaje.json.node.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tocsin.page.Web;

/**
 * Slack's Web API as far as messages go: what is posted has a time stamp by which it is edited, a channel is edited by
 * its id alone, and each limit of Block Kit is kept. It knows no clock and no network.
 */
public final class SlackStandIn implements Function<Web.Call, Web.Answer> {
    private static final String ID = "C01VALINE";

    private final String name;
    private final List<Message> messages = new ArrayList<>();
    private int outage;
    private String error = "";

    public SlackStandIn() {
        this("#valine-ops");
    }

    /** @param name the channel's, as the configuration has it */
    public SlackStandIn(String name) {
        this.name = name;
    }

    /**
     * A message in the channel.
     *
     * @param at its time stamp
     * @param below the message whose thread it is in, or empty
     * @param text what a telephone shows of it
     * @param edits how often it was edited
     */
    public record Message(String at, String below, String text, int edits) {}

    /** All that stands in the channel and its threads, in the order in which it was written. */
    public synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    /** From here on every request is answered with this status, and not taken; 0 ends it. */
    public synchronized void outage(int status) {
        outage = status;
    }

    /** From here on every request is answered with this error; an empty one ends it. */
    public synchronized void refuses(String with) {
        error = with;
    }

    /** Somebody deletes a message. */
    public synchronized void delete(String at) {
        messages.removeIf(message -> message.at().equals(at));
    }

    @Override
    public synchronized Web.Answer apply(Web.Call call) {
        if (outage != 0) {
            return Replies.retryAfter(outage, 1, JsonObject.create());
        }
        var body = Replies.object(call);
        var wrong = error.isEmpty() ? wrong(call, body) : error;
        if (!wrong.isEmpty()) {
            return Replies.json(200, JsonObject.create().add("ok", false).add("error", wrong));
        }
        return method(call.uri()).equals("chat.update") ? update(body) : post(body);
    }

    private static String method(URI uri) {
        return uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1);
    }

    private String wrong(Web.Call call, JsonObject body) {
        if (!call.headers().getOrDefault("authorization", "").startsWith("Bearer xoxb-")) {
            return "invalid_auth";
        }
        var method = method(call.uri());
        if (!method.equals("chat.postMessage") && !method.equals("chat.update")) {
            return "unknown_method";
        }
        var channel = Replies.text(body, "channel");
        var found = channel.equals(ID) || channel.equals(name) && method.equals("chat.postMessage");
        return found ? blocks(body) : "channel_not_found";
    }

    private static String blocks(JsonObject body) {
        var blocks = Replies.objects(body, "blocks");
        if (blocks.isEmpty() && Replies.text(body, "text").isEmpty()) {
            return "no_text";
        }
        if (Replies.text(body, "text").length() > 40_000 || blocks.size() > 50) {
            return "msg_too_long";
        }
        if (body.elements().get("blocks") != null
                && body.elements().get("blocks").toString().length() > 13_000) {
            return "msg_blocks_too_long";
        }
        return blocks.stream().allMatch(SlackStandIn::isBlock) ? "" : "invalid_blocks";
    }

    private static boolean isBlock(JsonObject block) {
        return switch (Replies.text(block, "type")) {
            case "header" ->
                isText(Replies.part(block, "text"), 150)
                        && Replies.text(block, "text.type").equals("plain_text");
            case "section" -> isSection(block);
            case "actions" -> isActions(Replies.objects(block, "elements"));
            default -> false;
        };
    }

    private static boolean isSection(JsonObject block) {
        var fields = Replies.objects(block, "fields");
        return fields.isEmpty()
                ? isText(Replies.part(block, "text"), 3_000)
                : fields.size() <= 10 && fields.stream().allMatch(field -> isText(field, 2_000));
    }

    private static boolean isActions(List<JsonObject> elements) {
        return !elements.isEmpty()
                && elements.size() <= 25
                && elements.stream()
                        .allMatch(element -> Replies.text(element, "type").equals("button")
                                && isText(Replies.part(element, "text"), 75)
                                && Replies.text(element, "url").length() <= 3_000);
    }

    private static boolean isText(JsonObject text, int most) {
        var length = Replies.text(text, "text").length();
        return Replies.text(text, "type").matches("plain_text|mrkdwn") && length > 0 && length <= most;
    }

    private Web.Answer post(JsonObject body) {
        var below = Replies.text(body, "thread_ts");
        if (!below.isEmpty() && find(below) < 0) {
            return Replies.json(200, JsonObject.create().add("ok", false).add("error", "thread_not_found"));
        }
        var at = "1769999532.%06d".formatted(messages.size() + 1);
        messages.add(new Message(at, below, Replies.text(body, "text"), 0));
        return taken(at);
    }

    private Web.Answer update(JsonObject body) {
        var at = find(Replies.text(body, "ts"));
        if (at < 0) {
            return Replies.json(200, JsonObject.create().add("ok", false).add("error", "message_not_found"));
        }
        var message = messages.get(at);
        messages.set(at, new Message(message.at(), message.below(), Replies.text(body, "text"), message.edits() + 1));
        return taken(message.at());
    }

    private int find(String at) {
        for (var position = 0; position < messages.size(); position++) {
            if (messages.get(position).at().equals(at)) {
                return position;
            }
        }
        return -1;
    }

    private static Web.Answer taken(String at) {
        return Replies.json(
                200, JsonObject.create().add("ok", true).add("channel", ID).add("ts", at));
    }
}
