package tocsin.console;

import io.avaje.jsonb.Json;
import java.util.List;
import tocsin.incident.Incident;
import tocsin.incident.StoryEntry;

/** Everything about one incident: its facts, its story, its pages and its runs. */
@Json
public record IncidentView(Incident incident, List<StoryEntry> story, List<PageView> pages, List<RunView> runs) {}
