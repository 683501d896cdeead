package tocsin.alarm;

import io.avaje.json.JsonDataException;
import io.avaje.json.JsonReader;
import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonBoolean;
import io.avaje.json.node.JsonDouble;
import io.avaje.json.node.JsonLong;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonObject;
import io.avaje.json.node.JsonString;
import io.avaje.json.stream.JsonStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads foreign JSON into a tree, as AWS and people write it: of a key that stands twice the last counts, a null field
 * is an absent one, several documents may follow each other.
 */
final class Json {
    private static final int DEPTH = 64;
    private static final double LARGEST_WHOLE = 1L << 53;
    private static final JsonStream STREAM = JsonStream.builder().build();

    private Json() {}

    /** Whether the text starts as an object, a list or a quoted text does. */
    static boolean startsIn(String text) {
        return text.startsWith("{") || text.startsWith("[") || text.startsWith("\"");
    }

    /** The values that the text holds; none where it is not JSON to its end, or nested deeper than anything real. */
    static List<JsonNode> values(String text) {
        try {
            return text.startsWith("{") ? documents(text) : elements("[" + text + "]");
        } catch (RuntimeException _) { // whatever a parser throws at foreign text means the same: not readable
            return List.of();
        }
    }

    private static List<JsonNode> documents(String text) {
        var documents = new ArrayList<JsonNode>();
        try (var reader = STREAM.reader(text)) {
            reader.beginStream();
            while (reader.hasNextStreamElement()) {
                documents.add(value(reader, 1));
            }
            reader.endStream();
        }
        return documents;
    }

    private static List<JsonNode> elements(String list) {
        try (var reader = STREAM.reader(list)) {
            return array(reader, 0).elements();
        }
    }

    private static JsonNode value(JsonReader reader, int depth) {
        if (depth > DEPTH) {
            throw new JsonDataException("nested deeper than " + DEPTH);
        }
        return switch (reader.currentToken()) {
            case BEGIN_OBJECT -> object(reader, depth);
            case BEGIN_ARRAY -> array(reader, depth);
            case STRING -> JsonString.of(reader.readString());
            case NUMBER -> number(reader.readDouble());
            case BOOLEAN -> JsonBoolean.of(reader.readBoolean());
            case NULL -> nothing(reader);
        };
    }

    private static JsonObject object(JsonReader reader, int depth) {
        var object = JsonObject.create();
        reader.beginObject();
        while (reader.hasNextField()) {
            var name = reader.nextField();
            if (reader.isNullValue()) {
                object.elements().remove(name);
            } else {
                object.elements().put(name, value(reader, depth + 1));
            }
        }
        reader.endObject();
        return object;
    }

    private static JsonArray array(JsonReader reader, int depth) {
        var array = JsonArray.create();
        reader.beginArray();
        while (reader.hasNextElement()) {
            array.add(value(reader, depth + 1));
        }
        reader.endArray();
        return array;
    }

    /** Account ids and times are whole numbers; as decimals they would be printed with an exponent. */
    private static JsonNode number(double number) {
        return number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE
                ? JsonLong.of((long) number)
                : JsonDouble.of(number);
    }

    /** A null in a list keeps its place, so that no record goes uncounted. */
    private static JsonNode nothing(JsonReader reader) {
        return JsonString.of(reader.isNullValue() ? "null" : "");
    }
}
