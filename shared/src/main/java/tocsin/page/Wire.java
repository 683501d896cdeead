package tocsin.page;

import io.avaje.json.JsonException;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import io.avaje.json.stream.JsonStream;

/** JSON as it goes to a channel: what is empty is written too, since to leave it out may mean something else. */
final class Wire {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder()
            .jsonStream(JsonStream.builder()
                    .serializeEmpty(true)
                    .serializeNulls(true)
                    .build())
            .build();

    private Wire() {}

    static String written(JsonNode node) {
        return JSON.toJson(node);
    }

    static JsonNode read(String text) {
        return JSON.fromJson(text);
    }

    /** The object that an answer is; an empty one where it is none. */
    static JsonObject object(String text) {
        try {
            return JSON.fromJson(text) instanceof JsonObject object ? object : JsonObject.create();
        } catch (JsonException unreadable) {
            return JsonObject.create();
        }
    }
}
