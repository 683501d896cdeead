package tocsin.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.state.Condition;
import tocsin.state.Value;
import tocsin.state.Write;

/**
 * The expressions of one write. Every name and value goes by a placeholder: a name may be a reserved word, a value may
 * be anything.
 */
final class Expressions {
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, AttributeValue> values = new LinkedHashMap<>();

    /** All conditions together, or null where there are none. */
    @Nullable String condition(List<Condition> conditions) {
        return conditions.isEmpty()
                ? null
                : conditions.stream().map(this::condition).collect(Collectors.joining(" AND "));
    }

    /** What an update does, or null where it does nothing. */
    @Nullable String update(Write.Update update) {
        List<String> clauses = new ArrayList<>();
        if (!update.set().isEmpty()) {
            clauses.add("SET " + joined(update.set(), (name, value) -> name(name) + " = " + value(value)));
        }
        if (!update.add().isEmpty()) {
            clauses.add("ADD " + joined(update.add(), (name, number) -> name(name) + " " + value(Value.of(number))));
        }
        if (!update.remove().isEmpty()) {
            clauses.add("REMOVE " + update.remove().stream().map(this::name).collect(Collectors.joining(", ")));
        }
        return clauses.isEmpty() ? null : String.join(" ", clauses);
    }

    /** The placeholders of names; null where there are none, as DynamoDB wants it. */
    @Nullable Map<String, String> names() {
        return names.isEmpty() ? null : names;
    }

    @Nullable Map<String, AttributeValue> values() {
        return values.isEmpty() ? null : values;
    }

    private String condition(Condition condition) {
        return switch (condition) {
            case Condition.Absent(var attribute) -> "attribute_not_exists(" + name(attribute) + ")";
            case Condition.Present(var attribute) -> "attribute_exists(" + name(attribute) + ")";
            case Condition.Equal(var attribute, var value) -> name(attribute) + " = " + value(value);
            case Condition.AtMost(var attribute, var limit) -> name(attribute) + " <= " + value(Value.of(limit));
            case Condition.AnyOf(var any) -> anyOf(any);
        };
    }

    private String anyOf(List<Condition> any) {
        if (any.isEmpty()) {
            throw new PortFailure(Kind.REFUSED, "any of no conditions");
        }
        return any.stream().map(this::condition).collect(Collectors.joining(" OR ", "(", ")"));
    }

    private String name(String attribute) {
        var placeholder = "#n" + names.size();
        names.put(placeholder, attribute);
        return placeholder;
    }

    private String value(Value value) {
        var placeholder = ":v" + values.size();
        values.put(placeholder, Items.value(value));
        return placeholder;
    }

    private interface Clause<V> {
        String of(String name, V value);
    }

    private static <V> String joined(Map<String, V> attributes, Clause<V> clause) {
        return attributes.entrySet().stream()
                .map(attribute -> clause.of(attribute.getKey(), attribute.getValue()))
                .collect(Collectors.joining(", "));
    }
}
