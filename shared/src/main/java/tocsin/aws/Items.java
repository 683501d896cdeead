package tocsin.aws;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.state.Key;
import tocsin.state.Row;
import tocsin.state.Value;

/** Rows as DynamoDB's items, and back. */
final class Items {
    private Items() {}

    static Map<String, AttributeValue> key(Key key) {
        return Map.of("pk", AttributeValue.fromS(key.pk()), "sk", AttributeValue.fromS(key.sk()));
    }

    static Map<String, AttributeValue> item(Row row) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(key(row.key()));
        row.attributes().forEach((name, value) -> {
            if (item.put(name, value(value)) != null) {
                throw new PortFailure(Kind.REFUSED, "an attribute named '" + name + "' in the row " + row.key());
            }
        });
        return item;
    }

    static AttributeValue value(Value value) {
        return switch (value) {
            case Value.Text(var text) -> AttributeValue.fromS(text);
            case Value.Whole(var number) -> AttributeValue.fromN(Long.toString(number));
        };
    }

    static Key keyOf(Map<String, AttributeValue> item) {
        return new Key(text(item, "pk"), text(item, "sk"));
    }

    /** Attributes that are neither texts nor whole numbers are none of ours, and are left out. */
    static Row row(Map<String, AttributeValue> item) {
        Map<String, Value> attributes = new TreeMap<>();
        item.forEach((name, value) -> {
            var ours = ours(value);
            if (ours != null && !name.equals("pk") && !name.equals("sk")) {
                attributes.put(name, ours);
            }
        });
        return new Row(keyOf(item), attributes);
    }

    private static @Nullable Value ours(AttributeValue value) {
        return switch (value.type()) {
            case S -> Value.of(value.s());
            case N -> whole(value.n());
            default -> null;
        };
    }

    private static @Nullable Value whole(String number) {
        try {
            return Value.of(Long.parseLong(number));
        } catch (NumberFormatException noWholeNumber) {
            return null;
        }
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        if (value == null || value.s() == null) {
            throw new IllegalStateException("an item without " + name);
        }
        return value.s();
    }
}
