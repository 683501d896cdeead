package tocsin.configure;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tocsin.config.Finding;

/** Holds a tree to tocsin.schema.json, and says what is wrong in words: the field, its value, and what was expected. */
final class Schema {
    private static final String RESOURCE = "/tocsin.schema.json";

    private final JsonSchema schema;

    private Schema(JsonSchema schema) {
        this.schema = schema;
    }

    static Schema load() {
        try (var resource = Schema.class.getResourceAsStream(RESOURCE)) {
            return new Schema(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Objects.requireNonNull(resource, RESOURCE)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What is wrong, in the order of the lines. */
    List<Finding> check(YamlTree tree, String file) {
        return schema.validate(tree.json()).stream()
                .filter(message -> !unset(message))
                .map(message -> finding(message, tree, file))
                .distinct()
                .sorted(Comparator.comparingInt(Finding::line))
                .toList();
    }

    /** A value that is not set was reported as such. */
    private static boolean unset(ValidationMessage message) {
        var instance = message.getInstanceNode();
        return instance != null
                && instance.isTextual()
                && Placeholders.names(instance.textValue()).stream().anyMatch(name -> name.matches(Values.NAME));
    }

    private Finding finding(ValidationMessage message, YamlTree tree, String file) {
        var path = path(message.getInstanceLocation());
        var property = message.getProperty();
        if (property != null && !message.getType().equals("required")) {
            path = YamlTree.path(path, property);
        }
        var text = text(message);
        var where = YamlTree.written(path);
        return Finding.error(file, tree.lineOf(path), where.isEmpty() ? text : where + ": " + text);
    }

    private String text(ValidationMessage message) {
        var parent = parent(message);
        var expected = parent.path("description").asText("");
        var value = Optional.ofNullable(message.getInstanceNode())
                .map(JsonNode::toString)
                .orElse("");
        return switch (message.getType()) {
            case "additionalProperties" -> unknown(message.getProperty(), parent.path("properties"));
            case "required" -> "lacks \"" + message.getProperty() + "\"";
            case "enum" -> value + " is none of " + listed(parent.path("enum"));
            case "type" -> value + " is " + named(message.getInstanceNode()) + "; expected " + wanted(parent, expected);
            case "pattern" -> value + " does not fit; expected " + expected;
            case "minItems", "minLength" -> "is empty; expected " + wanted(parent, expected);
            case "minProperties", "maxProperties" -> "does not fit; expected " + wanted(parent, expected);
            default -> message.getMessage().replaceFirst("^[^:]*: ", "");
        };
    }

    private static String unknown(String name, JsonNode properties) {
        var known = new ArrayList<String>();
        properties.fieldNames().forEachRemaining(known::add);
        return "there is no such field; " + Nearest.hint(name, known);
    }

    private static String wanted(JsonNode parent, String expected) {
        return expected.isEmpty() ? "a " + parent.path("type").asText("value") : expected;
    }

    private static String named(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "a map";
            case ARRAY -> "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL, MISSING, BINARY, POJO -> "nothing";
        };
    }

    private static String listed(JsonNode values) {
        return String.join(
                ", ",
                StreamSupport.stream(values.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    /** The part of the schema whose rule was broken: its description says what is expected. */
    private JsonNode parent(ValidationMessage message) {
        var location = message.getSchemaLocation().getFragment();
        var node = schema.getSchemaNode();
        for (int index = 0; index < location.getNameCount() - 1; index++) {
            var step = location.getElement(index);
            node = step instanceof Integer number ? node.path(number) : node.path(step.toString());
        }
        return node;
    }

    private static List<String> path(JsonNodePath location) {
        return IntStream.range(0, location.getNameCount())
                .mapToObj(index -> location.getElement(index).toString())
                .toList();
    }
}
