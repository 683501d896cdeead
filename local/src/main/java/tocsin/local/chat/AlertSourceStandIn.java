package tocsin.local.chat;

import io.avaje.json.node.JsonObject;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tocsin.page.Web;

/** An alert source of incident.io, of the kind HTTP: an alert a key, firing or resolved. */
public final class AlertSourceStandIn implements Function<Web.Call, Web.Answer> {
    private final Map<String, String> alerts = new TreeMap<>();

    /** What stands of each alert: by its key "firing" or "resolved", and its title. */
    public synchronized Map<String, String> alerts() {
        return Collections.unmodifiableMap(new TreeMap<>(alerts));
    }

    @Override
    public synchronized Web.Answer apply(Web.Call call) {
        if (!call.headers().getOrDefault("authorization", "").equals("Bearer of-the-source")) {
            return Replies.json(401, JsonObject.create().add("type", "authentication_error"));
        }
        var body = Replies.object(call);
        var status = Replies.text(body, "status");
        if (Replies.text(body, "title").isEmpty() || !status.matches("firing|resolved")) {
            return Replies.json(422, JsonObject.create().add("type", "validation_error"));
        }
        var key = Replies.text(body, "deduplication_key");
        alerts.put(key, status + " " + Replies.text(body, "title"));
        return Replies.json(
                202,
                JsonObject.create()
                        .add("status", "success")
                        .add("message", "Event accepted for processing")
                        .add("deduplication_key", key));
    }
}
