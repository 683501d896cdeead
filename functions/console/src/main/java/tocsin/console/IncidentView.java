package tocsin.console;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.incident.Incident;
import tocsin.incident.StoryEntry;

/**
 * Everything about one incident: its facts, the newest of its story, its pages and its runs.
 *
 * @param earlier the number of the oldest entry given, where there are earlier ones: what comes {@code ?before=} it;
 *     else null
 * @param linked which incident leads it, and which it leads
 */
@Json
public record IncidentView(
        Incident incident,
        List<StoryEntry> story,
        @Nullable Long earlier,
        List<PageView> pages,
        List<RunView> runs,
        List<String> linked) {}
