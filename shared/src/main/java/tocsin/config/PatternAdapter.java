package tocsin.config;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/** A pattern stands in JSON as its text: it is compiled later, if at all. */
@CustomAdapter
public final class PatternAdapter implements JsonAdapter<Pattern> {
    public PatternAdapter(Jsonb jsonb) {}

    @Override
    public void toJson(JsonWriter writer, @Nullable Pattern pattern) {
        writer.value(pattern == null ? null : pattern.json());
    }

    @Override
    public Pattern fromJson(JsonReader reader) {
        return new Pattern(reader.readString());
    }
}
