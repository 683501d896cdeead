package tocsin.alarm;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonBoolean;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNumber;
import io.avaje.json.node.JsonObject;
import io.avaje.json.node.JsonString;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tolerant view of a JSON object. A field is found by any of its names, exactly spelled or else without regard to
 * case (SNS writes MetricName, EventBridge metricName); what is blank or of another type counts as absent.
 */
record Fields(JsonObject json) {
    static final Fields NONE = new Fields(JsonObject.empty());

    private static final int LONGEST_TEXT = 10_240; // CloudWatch's longest: the rule of a composite alarm
    private static final int MOST_ENTRIES = 100; // and no list or map in an alarm has more than this

    static Stream<Fields> in(JsonNode node) {
        return switch (node) {
            case JsonObject object -> Stream.of(new Fields(object));
            case JsonArray array -> array.elements().stream().flatMap(Fields::in);
            case JsonString string
            when Json.startsIn(string.value().strip()) ->
                Json.values(string.value().strip()).stream().flatMap(Fields::in);
            default -> Stream.of();
        };
    }

    boolean isEmpty() {
        return json.isEmpty();
    }

    /** Whether one of the names stands here exactly so, whatever its value. */
    boolean has(String... names) {
        return Arrays.stream(names).anyMatch(json::containsKey);
    }

    @Nullable JsonNode node(String... names) {
        return Stream.concat(Arrays.stream(names).map(json.elements()::get), spelledOtherwise(names))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Stream<JsonNode> spelledOtherwise(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> json.elements().entrySet().stream()
                        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue));
    }

    @Nullable String text(String... names) {
        var node = node(names);
        var text = node == null ? "" : text(node);
        return text.isBlank() ? null : text;
    }

    @Nullable Double number(String... names) {
        var text = text(names);
        return text == null ? null : Numbers.finite(text);
    }

    @Nullable Boolean flag(String... names) {
        var text = text(names);
        if ("true".equalsIgnoreCase(text)) {
            return true;
        }
        return "false".equalsIgnoreCase(text) ? false : null;
    }

    /** The object under the name, also where it stands as JSON in a text, as reasonData does. */
    Fields fields(String... names) {
        return list(names).stream().findFirst().orElse(NONE);
    }

    List<Fields> list(String... names) {
        var node = node(names);
        return node == null ? List.of() : in(node).limit(MOST_ENTRIES).toList();
    }

    List<String> texts(String... names) {
        return node(names) instanceof JsonArray array
                ? array.elements().stream().map(Fields::text).toList()
                : List.of();
    }

    /** Names and values: an object, or a list of {name, value} or {key, value}. Null where there is neither. */
    @Nullable Map<String, String> pairs(String... names) {
        return switch (node(names)) {
            case JsonObject object -> pairs(object);
            case JsonArray _ -> pairs(list(names));
            case null, default -> null;
        };
    }

    private static Map<String, String> pairs(JsonObject object) {
        var pairs = new LinkedHashMap<String, String>();
        object.elements().entrySet().stream()
                .limit(MOST_ENTRIES)
                .forEach(entry -> pairs.put(Texts.fit(entry.getKey(), LONGEST_TEXT), text(entry.getValue())));
        return pairs;
    }

    private static Map<String, String> pairs(List<Fields> list) {
        var pairs = new LinkedHashMap<String, String>();
        for (var pair : list) {
            var name = pair.text("name", "key");
            var value = pair.text("value");
            if (name != null) {
                pairs.put(name, value == null ? "" : value);
            }
        }
        return pairs;
    }

    private static String text(JsonNode node) {
        return switch (node) {
            case JsonString string -> Texts.fit(string.value(), LONGEST_TEXT);
            case JsonNumber number -> number.text();
            case JsonBoolean flag -> flag.text();
            default -> "";
        };
    }
}
