package tocsin.config;

import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;

/** Patterns as trees of JSON, to look into them before event-ruler takes them. */
final class PatternJson {
    private static final JsonNodeMapper MAPPER = JsonNodeMapper.builder().build();

    private PatternJson() {}

    static JsonNode tree(String json) {
        return MAPPER.fromJson(json);
    }

    /** As JSON; a node's own text leaves the quotes away. */
    static String text(JsonNode node) {
        return MAPPER.toJson(node);
    }

    /** A pattern of one field and one alternative. */
    static String pattern(String field, JsonNode value) {
        return "{\"" + field + "\":[" + text(value) + "]}";
    }
}
