package tocsin.state;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.util.List;
import tocsin.config.Silence;
import tocsin.incident.Board;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.incident.Issue;
import tocsin.incident.RecentPage;
import tocsin.incident.Reconciled;
import tocsin.incident.StoryEntry;
import tocsin.maintenance.Plans;
import tocsin.oncall.RotaCalendar;
import tocsin.oncall.ShiftOverride;
import tocsin.page.Message;
import tocsin.runbook.RunRequest;

/** The documents that rows carry, to and from JSON, by adapters made at compile time. */
public final class Documents {
    private final JsonType<Head> heads;
    private final JsonType<Board> boards;
    private final JsonType<StoryEntry> stories;
    private final JsonType<Incident> incidents;
    private final JsonType<Message> messages;
    private final JsonType<RunRequest> runs;
    private final JsonType<Key> keys;
    private final JsonType<List<Silence>> silences;
    private final JsonType<List<ShiftOverride>> overrides;
    private final JsonType<List<RotaCalendar>> calendars;
    private final JsonType<RecentPage> paged;
    private final JsonType<Reconciled> reconciled;
    private final JsonType<List<Issue>> issues;
    private final JsonType<Plans> plans;

    public Documents() {
        var json = Jsonb.instance();
        heads = json.type(Head.class);
        boards = json.type(Board.class);
        stories = json.type(StoryEntry.class);
        incidents = json.type(Incident.class);
        messages = json.type(Message.class);
        runs = json.type(RunRequest.class);
        keys = json.type(Key.class);
        silences = json.type(Silence.class).list();
        overrides = json.type(ShiftOverride.class).list();
        calendars = json.type(RotaCalendar.class).list();
        paged = json.type(RecentPage.class);
        reconciled = json.type(Reconciled.class);
        issues = json.type(Issue.class).list();
        plans = json.type(Plans.class);
    }

    public JsonType<Head> heads() {
        return heads;
    }

    public JsonType<Board> boards() {
        return boards;
    }

    public JsonType<StoryEntry> stories() {
        return stories;
    }

    public JsonType<Incident> incidents() {
        return incidents;
    }

    public JsonType<Message> messages() {
        return messages;
    }

    public JsonType<RunRequest> runs() {
        return runs;
    }

    public JsonType<Key> keys() {
        return keys;
    }

    public JsonType<List<Silence>> silences() {
        return silences;
    }

    public JsonType<List<Issue>> issues() {
        return issues;
    }

    public JsonType<Reconciled> reconciled() {
        return reconciled;
    }

    public JsonType<Plans> plans() {
        return plans;
    }

    JsonType<RecentPage> paged() {
        return paged;
    }

    /** In the order in which they were added. */
    public JsonType<List<ShiftOverride>> overrides() {
        return overrides;
    }

    public JsonType<List<RotaCalendar>> calendars() {
        return calendars;
    }
}
