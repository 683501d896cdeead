package tocsin.local.chat;

import io.avaje.json.node.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import tocsin.page.Web;

/** A workflow of Teams that posts each card that it gets; what it has posted it does not tell. */
public final class TeamsStandIn implements Function<Web.Call, Web.Answer> {
    private static final int LARGEST = 28 * 1024;

    private final List<String> cards = new ArrayList<>();
    private int outage;

    /** The first line of each card, in the order in which they were posted. */
    public synchronized List<String> cards() {
        return List.copyOf(cards);
    }

    /** From here on every request is answered with this status, and not taken; 0 ends it. */
    public synchronized void outage(int status) {
        outage = status;
    }

    @Override
    public synchronized Web.Answer apply(Web.Call call) {
        if (outage != 0) {
            return Replies.retryAfter(outage, 1, JsonObject.create());
        }
        if (String.valueOf(call.body()).getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            return Replies.json(413, JsonObject.create());
        }
        var attachments = Replies.objects(Replies.object(call), "attachments");
        if (attachments.size() != 1
                || !Replies.text(attachments.getFirst(), "contentType")
                        .equals("application/vnd.microsoft.card.adaptive")
                || !Replies.text(attachments.getFirst(), "content.type").equals("AdaptiveCard")) {
            return Replies.json(400, JsonObject.create());
        }
        var blocks = Replies.objects(Replies.part(attachments.getFirst(), "content"), "body");
        cards.add(Replies.text(Replies.objects(blocks.getFirst(), "inlines").getFirst(), "text"));
        return new Web.Answer(202, new TreeMap<>(), "");
    }
}
