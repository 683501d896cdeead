package tocsin.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.incident.Board;
import tocsin.incident.BoardKey;
import tocsin.incident.Decision;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.incident.RecentPage;
import tocsin.incident.StoryEntry;
import tocsin.maintenance.PlansChange;
import tocsin.page.PageChange;
import tocsin.page.PageRow;
import tocsin.page.Wanted;
import tocsin.runbook.RunRequest;
import tocsin.runbook.RunRow;
import tocsin.triage.Triage;

/** A decision as the writes of one transaction: each head under the version that was read. */
final class DecisionWrites {
    /** The schema in which rows are written; a version of Tocsin also reads the one before. */
    static final long SCHEMA = 1;

    /** Longer than any storm. */
    private static final Duration RECENT = Duration.ofHours(1);

    static final String VERSION = "version";
    static final String BODY = "body";
    static final String SCHEMA_ATTRIBUTE = "schema";

    /** When DynamoDB may delete a row; seconds since 1970. */
    static final String EXPIRES = "expires";

    private final Documents documents;
    private final Duration keep;

    DecisionWrites(Documents documents, Duration keep) {
        this.documents = documents;
        this.keep = keep;
    }

    List<Write> of(Decision decision) {
        var now = decision.at();
        var writes = new ArrayList<Write>();
        decision.heads().forEach(head -> writes.add(head(head, now)));
        decision.boards().forEach((key, board) -> writes.add(board(key, board)));
        decision.pages().forEach(page -> writes.add(page(page)));
        decision.runs().forEach(run -> writes.add(run(run)));
        decision.story().forEach(entry -> writes.add(story(entry, now)));
        decision.ended().forEach(incident -> writes.add(ended(incident, now)));
        Optional.ofNullable(decision.plans()).ifPresent(plans -> writes.add(plans(plans)));
        return writes;
    }

    /** What rings of itself, for whoever decides about other services; what is older than any storm is forgotten. */
    List<Write> paged(Decision decision, List<RecentPage> known) {
        if (decision.paged().isEmpty()) {
            return List.of();
        }
        var set = new TreeMap<String, Value>();
        set.put(SCHEMA_ATTRIBUTE, Value.of(SCHEMA));
        for (var page : decision.paged()) {
            set.put(page.incident().partition(), Value.of(documents.paged().toJson(page)));
        }
        var old = decision.at().minus(RECENT);
        var remove = known.stream()
                .filter(page -> page.at().isBefore(old))
                .map(page -> page.incident().partition())
                .filter(partition -> !set.containsKey(partition))
                .toList();
        return List.of(new Write.Update(Keys.PAGED, set, Map.of(), remove, List.of()));
    }

    private Write head(Head head, Instant now) {
        var next = head.withVersion(head.version() + 1);
        var attributes = new TreeMap<String, Value>();
        attributes.put(VERSION, Value.of(next.version()));
        due(attributes, Keys.head(head.partition()), Triage.nextLook(head, now));
        var condition = head.version() == 0 ? Condition.noRow() : Condition.equal(VERSION, head.version());
        var row = row(Keys.head(head.partition()), documents.heads().toJson(next), attributes);
        return new Write.Put(row, List.of(condition));
    }

    private Write board(BoardKey key, Board board) {
        var next = board.written();
        var attributes = new TreeMap<String, Value>();
        attributes.put(VERSION, Value.of(next.version()));
        var condition =
                board.version() == 0 ? new Condition.Absent(VERSION) : Condition.equal(VERSION, board.version());
        var row = row(Keys.board(key), documents.boards().toJson(next), attributes);
        return new Write.Put(row, List.of(condition));
    }

    private Write plans(PlansChange change) {
        var before = change.plans().version();
        var next = change.plans().withVersion(before + 1);
        var attributes = new TreeMap<String, Value>();
        attributes.put(VERSION, Value.of(next.version()));
        due(attributes, Keys.MAINTENANCE, change.due());
        var condition = before == 0 ? new Condition.Absent(VERSION) : Condition.equal(VERSION, before);
        return new Write.Put(row(Keys.MAINTENANCE, documents.plans().toJson(next), attributes), List.of(condition));
    }

    private Write story(StoryEntry entry, Instant now) {
        return put(Keys.story(entry), documents.stories().toJson(entry), expiring(now));
    }

    private Write ended(Incident incident, Instant now) {
        return put(Keys.incident(incident.ref()), documents.incidents().toJson(incident), expiring(now));
    }

    private Write run(RunRequest run) {
        var attributes = new TreeMap<String, Value>();
        var key = Keys.run(run.incident(), run.number());
        attributes.put(RunRow.STATUS, Value.of("requested"));
        due(attributes, key, run.at());
        return put(key, documents.runs().toJson(run), attributes);
    }

    private Write page(PageChange change) {
        return switch (change) {
            case PageChange.Open open -> open(open);
            case PageChange.Say say -> say(say);
            case PageChange.Want want -> want(want);
            case PageChange.Show show -> show(show);
        };
    }

    private Write open(PageChange.Open open) {
        var key = Keys.page(open.incident(), open.page());
        var set = new TreeMap<String, Value>();
        set.put(SCHEMA_ATTRIBUTE, Value.of(SCHEMA));
        set.put(PageRow.WANTED, Value.of(Wanted.TRIGGERED.name()));
        set.put(PageRow.BODY, Value.of(documents.messages().toJson(open.message())));
        var next = open.next();
        if (next != null) {
            set.put(PageRow.NEXT, Value.of(Keys.page(open.incident(), next).sk()));
        }
        due(set, key, open.due());
        return update(key, set, List.of());
    }

    private Write say(PageChange.Say say) {
        var key = Keys.page(say.incident(), say.page());
        var set = new TreeMap<String, Value>();
        set.put(PageRow.BODY, Value.of(documents.messages().toJson(say.message())));
        due(set, key, say.due());
        return update(key, set, List.of());
    }

    private Write show(PageChange.Show show) {
        var key = Keys.page(show.incident(), show.page());
        var set = new TreeMap<String, Value>();
        set.put(PageRow.WANTED, Value.of(show.wanted().name()));
        set.put(PageRow.BODY, Value.of(documents.messages().toJson(show.message())));
        due(set, key, show.due());
        return update(key, set, List.of());
    }

    private Write want(PageChange.Want want) {
        var key = Keys.page(want.incident(), want.page());
        var set = new TreeMap<String, Value>();
        set.put(PageRow.WANTED, Value.of(want.wanted().name()));
        if (want.wanted() == Wanted.DROPPED) { // no channel need be asked
            set.put(PageRow.CONFIRMED, Value.of(want.wanted().name()));
            return update(key, set, List.of(Due.PARTITION, Due.AT));
        }
        if (want.confirmed()) {
            // No channel need be asked, unless it is being asked right now for what was wanted before: then the row
            // stays due at the end of that lease, whether or not its holder lives to see what is wanted by then.
            set.put(PageRow.CONFIRMED, Value.of(want.wanted().name()));
            return update(key, set, List.of());
        }
        due(set, key, want.due());
        return update(key, set, List.of());
    }

    private static Write update(Key key, Map<String, Value> set, List<String> remove) {
        return new Write.Update(key, set, Map.of(PageRow.REVISION, 1L), remove, List.of());
    }

    private static Write put(Key key, String body, Map<String, Value> attributes) {
        return new Write.Put(row(key, body, attributes), List.of());
    }

    private static Row row(Key key, String body, Map<String, Value> attributes) {
        var all = new TreeMap<>(attributes);
        all.put(BODY, Value.of(body));
        all.put(SCHEMA_ATTRIBUTE, Value.of(SCHEMA));
        return new Row(key, all);
    }

    private static void due(Map<String, Value> attributes, Key key, @Nullable Instant at) {
        if (at != null) {
            attributes.put(Due.PARTITION, Value.of(Due.partition(key)));
            attributes.put(Due.AT, Due.at(at));
        }
    }

    private Map<String, Value> expiring(Instant now) {
        return Collections.singletonMap(EXPIRES, Value.of(now.plus(keep).getEpochSecond()));
    }
}
