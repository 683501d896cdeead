package tocsin.alarm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonBoolean;
import io.avaje.json.node.JsonDouble;
import io.avaje.json.node.JsonLong;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonObject;
import io.avaje.json.node.JsonString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads foreign JSON into a tree, as AWS and people write it: of a key that stands twice the last counts, a null field
 * is an absent one, several documents may follow each other.
 */
public final class Json {
    private static final int DEPTH = 64;

    /** In letters: more than a function is ever handed. */
    private static final int LONGEST = 20_000_000;

    private static final double LARGEST_WHOLE = 1L << 53;

    /**
     * Not the parser by which our own rows are read: that one takes no text of more than 32,768 letters, and one such
     * message would keep its whole batch from being read. Control characters within a text are what people write.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(LONGEST)
                    .build())
            .build();

    private Json() {}

    /** Whether the text starts as an object, a list or a quoted text does. */
    public static boolean startsIn(String text) {
        return text.startsWith("{") || text.startsWith("[") || text.startsWith("\"");
    }

    /** The values that the text holds; none where it is not JSON to its end, or nested deeper than anything real. */
    public static List<JsonNode> values(String text) {
        try {
            return text.startsWith("{") ? documents(text) : elements("[" + text + "]");
        } catch (IOException
                | RuntimeException _) { // whatever a parser throws at foreign text means the same: not readable
            return List.of();
        }
    }

    /** The first value of a text, where it is an object; an empty one where it is none. */
    public static JsonObject object(String text) {
        return values(text).stream().findFirst().orElseGet(JsonObject::create) instanceof JsonObject object
                ? object
                : JsonObject.create();
    }

    private static List<JsonNode> documents(String text) throws IOException {
        var documents = new ArrayList<JsonNode>();
        try (var parser = FACTORY.createParser(text)) {
            while (parser.nextToken() != null) {
                documents.add(value(parser));
            }
        }
        return documents;
    }

    private static List<JsonNode> elements(String list) throws IOException {
        try (var parser = FACTORY.createParser(list)) {
            parser.nextToken();
            var elements = array(parser).elements();
            if (parser.nextToken() != null) {
                throw new IOException("more than a list");
            }
            return elements;
        }
    }

    private static JsonNode value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> JsonString.of(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getDoubleValue());
            case VALUE_TRUE -> JsonBoolean.of(true);
            case VALUE_FALSE -> JsonBoolean.of(false);
            // a null in a list keeps its place, so that no record goes uncounted
            case VALUE_NULL -> JsonString.of("null");
            default -> throw new IOException("no value: " + parser.currentToken());
        };
    }

    private static JsonObject object(JsonParser parser) throws IOException {
        var object = JsonObject.create();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                object.elements().remove(name);
            } else {
                object.elements().put(name, value(parser));
            }
        }
        return object;
    }

    private static JsonArray array(JsonParser parser) throws IOException {
        var array = JsonArray.create();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    /** Account ids and times are whole numbers; as decimals they would be printed with an exponent. */
    private static JsonNode number(double number) {
        return number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE
                ? JsonLong.of((long) number)
                : JsonDouble.of(number);
    }
}
