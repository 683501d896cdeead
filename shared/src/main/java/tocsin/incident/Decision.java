package tocsin.incident;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tocsin.maintenance.PlansChange;
import tocsin.page.PageChange;
import tocsin.runbook.RunRequest;

/**
 * What to commit, all of it in one transaction.
 *
 * @param heads the heads that change, each with the version under which it was read
 * @param ended incidents that are over, to be kept apart from the head
 * @param decided what was decided about each transition taken
 * @param paged pages that ring of themselves, for those who decide about other services
 * @param unread partitions that were asked for and not read: with them it is decided again
 * @param taken how many of the transitions given this decision covers; the others come in the next one
 * @param plans the maintenance that is planned from now on, or null where that stays as it was
 */
public record Decision(
        Instant at,
        List<Head> heads,
        Map<BoardKey, Board> boards,
        List<StoryEntry> story,
        List<PageChange> pages,
        List<RunRequest> runs,
        List<Incident> ended,
        List<Decided> decided,
        List<RecentPage> paged,
        SortedSet<String> unread,
        int taken,
        @Nullable PlansChange plans) {
    public Decision {
        heads = List.copyOf(heads);
        boards = Collections.unmodifiableMap(new TreeMap<>(boards));
        story = List.copyOf(story);
        pages = List.copyOf(pages);
        runs = List.copyOf(runs);
        ended = List.copyOf(ended);
        decided = List.copyOf(decided);
        paged = List.copyOf(paged);
        unread = Collections.unmodifiableSortedSet(new TreeSet<>(unread));
    }

    /** Of heads alone. */
    public static Decision of(Instant at, List<Head> heads) {
        return of(at, heads, List.of());
    }

    /** Of heads and pages alone. */
    public static Decision of(Instant at, List<Head> heads, List<PageChange> pages) {
        return new Decision(
                at,
                heads,
                Collections.emptyMap(),
                List.of(),
                pages,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new TreeSet<>(),
                0,
                null);
    }

    /** Whether nothing is to be written. */
    public boolean changesNothing() {
        return heads.isEmpty() && plans == null;
    }
}
