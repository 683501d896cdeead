package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmId;
import tocsin.alarm.AlarmState;
import tocsin.alarm.Told;

/**
 * The standings of a service's alarms, or of a sixteenth of them.
 *
 * @param version counts the writes; 0 before the first, and of one that was written before versions were. Beside its
 *     head's version it has its own, since the two are not read at one instant
 */
@Json
public record Board(long version, Map<String, Standing> standings) {
    public static final Board EMPTY = new Board(0, Collections.emptyMap());

    public Board {
        standings = Collections.unmodifiableMap(new TreeMap<>(standings));
    }

    public @Nullable Standing of(AlarmId id) {
        return standings.get(id.text());
    }

    public Board with(AlarmId id, Standing standing) {
        var changed = new TreeMap<>(standings);
        changed.put(id.text(), standing);
        return new Board(version, changed);
    }

    /**
     * Without what other watchers told that is well since before this instant: of alarms there are so many, of what
     * they tell there may be ever more.
     */
    public Board forgetting(Instant before) {
        var changed = new TreeMap<>(standings);
        changed.entrySet()
                .removeIf(each -> Told.is(new AlarmId(each.getKey(), null))
                        && each.getValue().state() == AlarmState.OK
                        && each.getValue().at().isBefore(before));
        return new Board(version, changed);
    }

    /** As it stands once it was written. */
    public Board written() {
        return new Board(version + 1, standings);
    }
}
