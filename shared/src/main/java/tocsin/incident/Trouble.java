package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the log of an incident's service says of trouble: read once, after whoever is paged was paged.
 *
 * @param group where it is written
 * @param dueAt when it is to be read; null once it was, or could not be
 * @param lines the last of them, made fit to be shown
 */
@Json
public record Trouble(String group, @Nullable Instant dueAt, List<String> lines) {
    public Trouble {
        lines = List.copyOf(lines);
    }

    /** Yet to be read. */
    public static Trouble in(String group, Instant dueAt) {
        return new Trouble(group, dueAt, List.of());
    }
}
