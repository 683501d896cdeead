package tocsin.local.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as it goes between the parts. */
public final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A missing node where it is no JSON. */
    public static JsonNode read(String text) {
        try {
            var node = MAPPER.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** The text as JSON, or as a JSON string where it is none. */
    static JsonNode readOrQuote(String text) {
        var node = read(text);
        return node.isMissingNode() ? MAPPER.getNodeFactory().textNode(text) : node;
    }
}
