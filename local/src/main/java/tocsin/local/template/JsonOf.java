package tocsin.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;

/** A piece of the template as JSON, as CloudFormation hands patterns on. */
final class JsonOf {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonOf() {}

    static JsonNode node(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar(scalar);
            case Node.Sequence sequence -> {
                var array = JSON.arrayNode();
                sequence.items().forEach(item -> array.add(node(item)));
                yield array;
            }
            case Node.Mapping mapping -> {
                var object = JSON.objectNode();
                mapping.entries().forEach((key, value) -> object.set(key, node(value)));
                yield object;
            }
            case Node.Call call -> throw new TemplateRefused(call.place(), call.kind() + " was not carried out");
        };
    }

    private static JsonNode scalar(Node.Scalar scalar) {
        if (scalar.quoted()) {
            return JSON.textNode(scalar.text());
        }
        return switch (scalar.text()) {
            case "true" -> JSON.booleanNode(true);
            case "false" -> JSON.booleanNode(false);
            case "null", "" -> JSON.nullNode();
            default ->
                scalar.text().matches("-?[0-9]+(\\.[0-9]+)?")
                        ? JSON.numberNode(new BigDecimal(scalar.text()))
                        : JSON.textNode(scalar.text());
        };
    }
}
