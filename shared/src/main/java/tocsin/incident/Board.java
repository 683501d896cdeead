package tocsin.incident;

import io.avaje.jsonb.Json;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmId;

/** The standings of a service's alarms, or of a sixteenth of them. */
@Json
public record Board(Map<String, Standing> standings) {
    public static final Board EMPTY = new Board(Collections.emptyMap());

    public Board {
        standings = Collections.unmodifiableMap(new TreeMap<>(standings));
    }

    public @Nullable Standing of(AlarmId id) {
        return standings.get(id.text());
    }

    public Board with(AlarmId id, Standing standing) {
        var changed = new TreeMap<>(standings);
        changed.put(id.text(), standing);
        return new Board(changed);
    }
}
