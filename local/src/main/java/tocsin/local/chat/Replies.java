package tocsin.local.chat;

import io.avaje.json.JsonException;
import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.util.List;
import java.util.TreeMap;
import tocsin.page.Web;

/** What the stand-ins answer, and how they read what they get. */
final class Replies {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();

    private Replies() {}

    static Web.Answer json(int status, JsonObject body) {
        var headers = new TreeMap<String, String>();
        headers.put("content-type", "application/json");
        return new Web.Answer(status, headers, JSON.toJson(body));
    }

    static Web.Answer retryAfter(int status, int seconds, JsonObject body) {
        var headers = new TreeMap<String, String>();
        headers.put("content-type", "application/json");
        headers.put("retry-after", Integer.toString(seconds));
        return new Web.Answer(status, headers, JSON.toJson(body));
    }

    /** The object that a body is; an empty one where it is none. */
    static JsonObject object(Web.Call call) {
        try {
            return JSON.fromJson(String.valueOf(call.body())) instanceof JsonObject object
                    ? object
                    : JsonObject.create();
        } catch (JsonException unreadable) {
            return JsonObject.create();
        }
    }

    static List<JsonObject> objects(JsonObject owner, String name) {
        return owner.elements().get(name) instanceof JsonArray array
                ? array.elements().stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    static JsonObject part(JsonObject owner, String name) {
        return owner.elements().get(name) instanceof JsonObject object ? object : JsonObject.create();
    }

    static String text(JsonObject owner, String path) {
        return owner.extractNodeOrEmpty(path).map(JsonNode::text).orElse("");
    }
}
