package tocsin.state;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One row as the table holds it, without its key among the attributes. */
public record Row(Key key, Map<String, Value> attributes) {
    public Row {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    public @Nullable String text(String attribute) {
        return attributes.get(attribute) instanceof Value.Text(var text) ? text : null;
    }

    public @Nullable Long number(String attribute) {
        return attributes.get(attribute) instanceof Value.Whole(var number) ? number : null;
    }
}
