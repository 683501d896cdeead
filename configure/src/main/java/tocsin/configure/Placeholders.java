package tocsin.configure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tocsin.config.Finding;

/** What stands between {@code ${} and {@code }}, and what it becomes. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)\\}");

    private Placeholders() {}

    /** The tree with every {@code ${UPPER}} filled in; one that is not set is an error on its line. */
    static YamlTree fill(YamlTree tree, String file, Values values, List<Finding> findings) {
        return new Filling(file, values, findings).fill(tree, List.of());
    }

    /** The names in a text that are still to be filled in: "stage", "service.function". */
    static List<String> names(String text) {
        return PLACEHOLDER.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** The text with its names replaced; one that the scope lacks stays as it is. */
    static String expand(String text, Map<String, String> scope) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(scope.getOrDefault(match.group(1), match.group())));
    }

    /** The JSON with the names in its texts replaced. */
    static JsonNode expand(JsonNode json, Map<String, String> scope) {
        return switch (json) {
            case ObjectNode object -> {
                var copy = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(field -> copy.set(field.getKey(), expand(field.getValue(), scope)));
                yield copy;
            }
            case ArrayNode array -> {
                var copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> copy.add(expand(item, scope)));
                yield copy;
            }
            default -> json.isTextual() ? JsonNodeFactory.instance.textNode(expand(json.textValue(), scope)) : json;
        };
    }

    /** Fills values in, and reports what is not set, each name once a line. */
    private record Filling(String file, Values values, List<Finding> findings) {
        YamlTree fill(YamlTree tree, List<String> path) {
            return switch (tree) {
                case YamlTree.Fields(var line, var fields) -> {
                    var filled = new LinkedHashMap<String, YamlTree.Field>();
                    fields.forEach((key, field) -> filled.put(
                            key, new YamlTree.Field(field.line(), fill(field.value(), YamlTree.path(path, key)))));
                    yield new YamlTree.Fields(line, filled);
                }
                case YamlTree.Items(var line, var items) -> {
                    var filled = new ArrayList<YamlTree>();
                    items.forEach(item -> filled.add(fill(item, YamlTree.path(path, "" + filled.size()))));
                    yield new YamlTree.Items(line, filled);
                }
                case YamlTree.Scalar scalar ->
                    scalar.text().map(text -> text(scalar.line(), text, path)).orElse(scalar);
            };
        }

        private YamlTree.Scalar text(int line, String text, List<String> path) {
            for (var name : new TreeSet<>(names(text))) {
                if (name.matches(Values.NAME) && !values.values().containsKey(name)) {
                    var where = YamlTree.written(path);
                    findings.add(Finding.error(file, line, where + ": ${" + name + "} is not set in " + values.file()));
                }
            }
            return new YamlTree.Scalar(line, JsonNodeFactory.instance.textNode(expand(text, values.values())));
        }
    }
}
