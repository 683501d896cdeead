package tocsin.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmId;
import tocsin.alarm.Told;
import tocsin.incident.Board;
import tocsin.incident.BoardKey;
import tocsin.incident.Decided;
import tocsin.incident.Decision;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.incident.RecentPage;
import tocsin.incident.Standing;
import tocsin.incident.StoryEntry;
import tocsin.incident.View;
import tocsin.maintenance.Plans;
import tocsin.maintenance.PlansChange;
import tocsin.page.PageChange;
import tocsin.runbook.RunRequest;

/** One decision in the making: what is stored, as changed so far, and what is to be written beside it. */
final class Draft {
    /** So long what another watcher told is remembered after it is well again. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final View view;
    private final Instant now;
    private final Map<String, Head> heads = new TreeMap<>();
    private final Map<BoardKey, Board> boards = new TreeMap<>();
    private final List<StoryEntry> story = new ArrayList<>();
    private final Map<String, PageChange> pages = new LinkedHashMap<>();
    private final List<RunRequest> runs = new ArrayList<>();
    private final List<Incident> ended = new ArrayList<>();
    private final List<Decided> decided = new ArrayList<>();
    private final List<RecentPage> paged = new ArrayList<>();
    private final SortedSet<String> unread = new TreeSet<>();
    private @Nullable PlansChange plans;

    Draft(View view, Instant now) {
        this.view = view;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    View view() {
        return view;
    }

    Head head(String partition) {
        var changed = heads.get(partition);
        if (changed == null && !view.knows(partition)) {
            unread.add(partition);
        }
        return changed == null ? view.head(partition) : changed;
    }

    void head(Head changed) {
        heads.put(changed.partition(), changed);
    }

    /** The partitions that it has changed anything of, in their order. */
    List<String> touched() {
        return List.copyOf(heads.keySet());
    }

    /** Whether it adds to the incident's story something else than this. */
    boolean tells(IncidentRef ref, String otherThan) {
        return story.stream()
                .filter(entry -> !entry.what().equals(otherThan))
                .anyMatch(entry -> entry.partition().equals(ref.partition()) && entry.incident() == ref.number());
    }

    /** The incidents that it has ended. */
    List<Incident> ended() {
        return List.copyOf(ended);
    }

    @Nullable Incident open(String partition) {
        return head(partition).open();
    }

    /** The open incident that is meant, or null where it is over. */
    @Nullable Incident open(IncidentRef ref) {
        var open = open(ref.partition());
        return open != null && open.ref().equals(ref) ? open : null;
    }

    /** Changes a service's open incident, which must be there. */
    void change(String partition, UnaryOperator<Incident> how) {
        var head = head(partition);
        var open = head.open();
        if (open == null) {
            throw new IllegalStateException("no open incident of " + partition);
        }
        head(head.withOpen(how.apply(open)));
    }

    @Nullable Standing standing(String partition, AlarmId id) {
        return board(BoardKey.of(partition, id)).of(id);
    }

    void standing(String partition, AlarmId id, Standing standing) {
        var key = BoardKey.of(partition, id);
        var board = Told.is(id) ? board(key).forgetting(now.minus(KEPT)) : board(key);
        boards.put(key, board.with(id, standing));
        head(head(partition)); // a board is written under its head's version
    }

    private Board board(BoardKey key) {
        var changed = boards.get(key);
        return changed == null ? view.boards().getOrDefault(key, Board.EMPTY) : changed;
    }

    /** Adds to the story of the service's open incident, or of the service alone. */
    void tell(String partition, String what, String text) {
        tell(partition, what, text, null);
    }

    void tell(String partition, String what, String text, @Nullable String by) {
        var open = open(partition);
        tell(partition, open == null ? 0 : open.ref().number(), what, text, by);
    }

    void tell(String partition, long incident, String what, String text, @Nullable String by) {
        var head = head(partition);
        head = head.withStories(head.stories() + 1);
        head(head);
        story.add(new StoryEntry(partition, incident, head.stories(), now, what, text, by));
    }

    void count(String partition, String what) {
        head(head(partition).count(what));
    }

    /** One transaction writes a row once: what is wanted last counts, and a page withdrawn at once never was. */
    void page(PageChange change) {
        var row = change.incident() + " " + change.page().name();
        var before = pages.get(row);
        switch (change) {
            case PageChange.Say say
            when before instanceof PageChange.Open open ->
                pages.put(
                        row, new PageChange.Open(open.incident(), open.page(), say.message(), open.due(), open.next()));
            case PageChange.Say say when before instanceof PageChange.Want -> {}
            case PageChange.Want want when before instanceof PageChange.Open -> pages.remove(row);
            case PageChange.Show show
            when before instanceof PageChange.Open open ->
                pages.put(
                        row,
                        new PageChange.Open(open.incident(), open.page(), show.message(), open.due(), open.next()));
            default -> pages.put(row, change);
        }
    }

    void run(RunRequest run) {
        runs.add(run);
    }

    /** A page rings of itself, which others may be added to. */
    void paged(RecentPage page) {
        paged.add(page);
    }

    /** What rang of itself lately. */
    List<RecentPage> recent() {
        return Stream.concat(view.paged().stream(), paged.stream()).toList();
    }

    /** What maintenance is planned and under way. */
    Plans plans() {
        return plans == null ? view.plans() : plans.plans();
    }

    /** @param due when it is to be gone on with */
    void plan(Plans changed, @Nullable Instant due) {
        plans = new PlansChange(changed, due);
    }

    void end(Incident incident) {
        ended.add(incident);
    }

    /** Nothing is done after all; what it would have had to know is asked for nevertheless. */
    Decision nothing() {
        var none = new Draft(view, now);
        none.unread.addAll(unread);
        return none.decision(0);
    }

    void decide(Decided what) {
        decided.add(what);
    }

    /** How many rows would be written. */
    int size() {
        return heads.size() + boards.size() + story.size() + pages.size() + 2 * runs.size() + ended.size();
    }

    Decision decision(int taken) {
        var touched = new TreeSet<>(heads.keySet());
        return new Decision(
                now,
                touched.stream().map(this::head).toList(),
                boards,
                story,
                List.copyOf(pages.values()),
                runs,
                ended,
                decided,
                paged,
                unread,
                taken,
                plans);
    }
}
