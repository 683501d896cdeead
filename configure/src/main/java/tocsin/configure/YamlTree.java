package tocsin.configure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A YAML document in which every value knows its line. */
sealed interface YamlTree {
    int line();

    /** The same as JSON, without lines. */
    JsonNode json();

    /** A value with the line of its key, where a wrong key is reported. */
    record Field(int line, YamlTree value) {}

    record Fields(int line, Map<String, Field> fields) implements YamlTree {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public JsonNode json() {
            var node = JsonNodeFactory.instance.objectNode();
            fields.forEach((key, field) -> node.set(key, field.value().json()));
            return node;
        }
    }

    record Items(int line, List<YamlTree> items) implements YamlTree {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public JsonNode json() {
            var node = JsonNodeFactory.instance.arrayNode();
            items.forEach(item -> node.add(item.json()));
            return node;
        }
    }

    record Scalar(int line, JsonNode json) implements YamlTree {
        Optional<String> text() {
            return json.isTextual() ? Optional.of(json.textValue()) : Optional.empty();
        }
    }

    /** The value of a field; empty where there is none, or this has no fields. */
    default Optional<YamlTree> get(String key) {
        return this instanceof Fields(var _, var fields)
                ? Optional.ofNullable(fields.get(key)).map(Field::value)
                : Optional.empty();
    }

    /** The fields; none where this has none. */
    default Map<String, Field> all() {
        return this instanceof Fields(var _, var fields) ? fields : Map.of();
    }

    default List<YamlTree> list() {
        return this instanceof Items(var _, var items) ? items : List.of();
    }

    default Optional<String> string() {
        return this instanceof Scalar scalar ? scalar.text() : Optional.empty();
    }

    /** The line on which the value at this path begins, or of the last value on the way that there is. */
    default int lineOf(List<String> path) {
        YamlTree here = this;
        var line = line();
        for (var step : path) {
            switch (here) {
                case Fields(var _, var fields)
                when fields.get(step) != null -> {
                    var field = Objects.requireNonNull(fields.get(step));
                    line = field.line();
                    here = field.value();
                }
                case Items(var _, var items)
                when index(step, items) >= 0 -> {
                    here = items.get(index(step, items));
                    line = here.line();
                }
                case Fields _, Items _, Scalar _ -> {
                    return line;
                }
            }
        }
        return line;
    }

    private static int index(String step, List<YamlTree> items) {
        return step.matches("[0-9]{1,6}") && Integer.parseInt(step) < items.size() ? Integer.parseInt(step) : -1;
    }

    /** A path as people write it: {@code hear.P1.page}, {@code severity[5].P0}. */
    static String written(List<String> path) {
        var text = new StringBuilder();
        path.forEach(step -> {
            if (step.matches("[0-9]+")) {
                text.append('[').append(step).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(step);
            }
        });
        return text.toString();
    }

    static List<String> path(List<String> path, String... more) {
        var longer = new ArrayList<>(path);
        Collections.addAll(longer, more);
        return List.copyOf(longer);
    }
}
