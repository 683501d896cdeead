package tocsin.maintenance;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/** How a window comes again stands in JSON as its text. */
@CustomAdapter
public final class RecurringAdapter implements JsonAdapter<Recurring> {
    public RecurringAdapter(Jsonb jsonb) {}

    @Override
    public void toJson(JsonWriter writer, @Nullable Recurring recurring) {
        writer.value(recurring == null ? null : recurring.text());
    }

    @Override
    public Recurring fromJson(JsonReader reader) {
        return Recurring.of(reader.readString());
    }
}
