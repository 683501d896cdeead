package tocsin.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Digest;
import tocsin.Pause;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.Ports;
import tocsin.config.Silence;
import tocsin.incident.Board;
import tocsin.incident.BoardKey;
import tocsin.incident.Decision;
import tocsin.incident.Head;
import tocsin.incident.RecentPage;
import tocsin.incident.View;
import tocsin.maintenance.Plans;
import tocsin.oncall.RotaCalendar;
import tocsin.oncall.ShiftOverride;
import tocsin.state.Table.Committed;
import tocsin.state.Table.Why;

/**
 * What is stored about services, and the one way to change it: read, decide, commit under the versions read; and where
 * somebody else was quicker, all of it again.
 */
public final class Ledger {
    /** So often is a decision made anew before its cause is given back to where it came from. */
    private static final int MOST_ATTEMPTS = 25;

    /** So often in one attempt something more is read, because the decision asked for it. */
    private static final int MOST_LOOKS = 5;

    private final Table table;
    private final Documents documents;
    private final Pause pause;
    private final DecisionWrites writes;
    private final boolean readsCalendars;
    private final boolean readsPlans;

    /** So many rows are read beside heads and boards at the most: silences, overrides, calendars, what has paged, plans. */
    public static final int COMMON = 5;

    /** The ledger of these ports, as their configuration wants it kept. */
    public static Ledger of(Ports ports, Documents documents) {
        return of(ports, ports.table(), documents);
    }

    /** @param table theirs, asked in another way */
    public static Ledger of(Ports ports, Table table, Documents documents) {
        var configuration = ports.configuration();
        return new Ledger(
                table,
                documents,
                ports.pause(),
                configuration.times().keepStory(),
                configuration.onCall().readsCalendars(),
                configuration.maintenance() != null);
    }

    public Ledger(Table table, Documents documents, Pause pause, Duration keep) {
        this(table, documents, pause, keep, false, false);
    }

    /**
     * @param readsCalendars whether a rota is kept in a calendar, so that who is on call stands in a row of its own
     * @param readsPlans whether maintenance may be planned
     */
    private Ledger(
            Table table, Documents documents, Pause pause, Duration keep, boolean readsCalendars, boolean readsPlans) {
        this.table = table;
        this.documents = documents;
        this.pause = pause;
        this.readsCalendars = readsCalendars;
        this.readsPlans = readsPlans;
        writes = new DecisionWrites(documents, keep);
    }

    /** Reads heads, boards and silences: for up to 100 rows one request. */
    public View view(Collection<String> partitions, Collection<BoardKey> boards) {
        var keys = new ArrayList<Key>();
        partitions.stream().map(Keys::head).forEach(keys::add);
        boards.stream().map(Keys::board).forEach(keys::add);
        keys.add(Keys.SILENCES);
        keys.add(Keys.OVERRIDES);
        if (readsCalendars) {
            keys.add(Keys.CALENDARS);
        }
        if (readsPlans) {
            keys.add(Keys.MAINTENANCE);
        }
        keys.add(Keys.PAGED);
        var view = view(rows(keys.stream().distinct().sorted().toList()), boards);
        return view.with(unwritten(partitions));
    }

    private static Map<String, Head> unwritten(Collection<String> partitions) {
        var heads = new TreeMap<String, Head>();
        partitions.forEach(partition -> heads.put(partition, Head.first(partition)));
        return heads;
    }

    /** What is decided, with whatever else it asked for. */
    private Looked look(View first, Function<View, Decision> decide) {
        var view = first;
        for (var round = 1; ; round++) {
            var decision = decide.apply(view);
            if (decision.unread().isEmpty() || round == MOST_LOOKS) {
                return new Looked(view, decision);
            }
            var heads = heads(rows(decision.unread().stream().map(Keys::head).toList()));
            view = view.with(heads).with(unwritten(decision.unread()));
        }
    }

    private record Looked(View view, Decision decision) {}

    private View view(Map<Key, Row> rows, Collection<BoardKey> boards) {
        var standings = new TreeMap<BoardKey, Board>();
        for (var board : boards) {
            var row = rows.get(Keys.board(board));
            if (row != null) {
                standings.put(board, documents.boards().fromJson(body(row)));
            }
        }
        var silences = rows.get(Keys.SILENCES);
        return new View(
                heads(rows),
                standings,
                silences == null ? List.<Silence>of() : documents.silences().fromJson(body(silences)),
                overrides(rows),
                calendars(rows.get(Keys.CALENDARS)),
                paged(rows.get(Keys.PAGED)),
                plans(rows.get(Keys.MAINTENANCE)));
    }

    /** What maintenance is planned and under way. */
    public Plans plans() {
        return readsPlans ? plans(rows(List.of(Keys.MAINTENANCE)).get(Keys.MAINTENANCE)) : Plans.NONE;
    }

    private Plans plans(@Nullable Row row) {
        return row == null ? Plans.NONE : documents.plans().fromJson(body(row));
    }

    private List<RecentPage> paged(@Nullable Row row) {
        return row == null
                ? List.of()
                : row.attributes().keySet().stream()
                        .filter(attribute -> attribute.contains("/"))
                        .map(row::text)
                        .flatMap(Stream::ofNullable)
                        .map(documents.paged()::fromJson)
                        .toList();
    }

    private Map<String, Head> heads(Map<Key, Row> rows) {
        var heads = new TreeMap<String, Head>();
        rows.values().stream()
                .filter(row -> Keys.isHead(row.key()))
                .map(row -> documents.heads().fromJson(body(row)))
                .forEach(head -> heads.put(head.partition(), head));
        return heads;
    }

    /** Reads rows by key, as many requests as it takes. */
    public Map<Key, Row> rows(List<Key> keys) {
        var found = new TreeMap<Key, Row>();
        var left = new ArrayList<>(keys);
        for (var attempt = 1; !left.isEmpty(); attempt++) {
            var some = List.copyOf(left.subList(0, Math.min(left.size(), Table.MOST_READS)));
            var read = read(some, attempt);
            found.putAll(read.rows());
            left.subList(0, some.size()).clear();
            left.addAll(read.unread());
        }
        return found;
    }

    /** What goes before the rotas, in the order in which it was added. */
    public List<ShiftOverride> overrides() {
        return overrides(rows(List.of(Keys.OVERRIDES)));
    }

    private List<ShiftOverride> overrides(Map<Key, Row> rows) {
        var row = rows.get(Keys.OVERRIDES);
        return row == null ? List.of() : documents.overrides().fromJson(body(row));
    }

    /** The calendars of rotas, as they were last read. */
    public List<RotaCalendar> calendars() {
        return readsCalendars ? calendars(rows(List.of(Keys.CALENDARS)).get(Keys.CALENDARS)) : List.of();
    }

    private List<RotaCalendar> calendars(@Nullable Row row) {
        return row == null ? List.of() : documents.calendars().fromJson(body(row));
    }

    private Table.Rows read(List<Key> keys, int attempt) {
        try {
            return table.read(keys);
        } catch (PortFailure failure) {
            if (failure.kind() != Kind.THROTTLED || attempt >= MOST_ATTEMPTS) {
                throw failure;
            }
            pause.before(attempt);
            return new Table.Rows(new TreeMap<>(), keys);
        }
    }

    /** Reads, decides and commits until it is done; gives what was committed. */
    public Decision decide(
            Collection<String> partitions, Collection<BoardKey> boards, Function<View, Decision> decide) {
        return decide(null, partitions, boards, decide, decision -> List.of());
    }

    /**
     * Reads, decides and commits until it is done.
     *
     * @param first what was read already, or null
     * @param beside writes of the caller's own, of the same transaction; where one of them is refused nothing is done
     * @throws BesideRefused where a write of the caller's own was refused
     * @throws PortFailure where the table could not be reached, or too many others were at the same service
     */
    public Decision decide(
            @Nullable View first,
            Collection<String> partitions,
            Collection<BoardKey> boards,
            Function<View, Decision> decide,
            Function<Decision, List<Write>> beside) {
        var view = first == null ? view(partitions, boards) : first;
        for (var attempt = 1; ; attempt++) {
            var looked = look(view, decide);
            var decision = looked.decision();
            var more = beside.apply(decision);
            if (decision.changesNothing() && more.isEmpty()) {
                return decision;
            }
            var outcome = commit(looked.view(), decision, more);
            if (outcome instanceof Committed.Done) {
                return decision;
            }
            if (attempt >= MOST_ATTEMPTS) {
                throw new PortFailure(Kind.CONFLICT, attempt + " attempts to decide about " + partitions);
            }
            pause.before(attempt);
            view = view(partitions, boards);
        }
    }

    private Committed commit(View view, Decision decision, List<Write> beside) {
        var all = new ArrayList<>(writes.of(decision));
        all.addAll(writes.paged(decision, view.paged()));
        var own = all.size();
        all.addAll(beside);
        try {
            var outcome = table.transact(all, token(decision, beside));
            if (outcome instanceof Committed.Cancelled cancelled) {
                check(cancelled, own);
            }
            return outcome;
        } catch (PortFailure failure) {
            if (failure.kind() == Kind.REFUSED || failure.kind() == Kind.UNAVAILABLE) {
                throw failure;
            }
            // Throttled or in conflict: the same again. Unclear: what is stored will tell whether it was done.
            return new Committed.Cancelled(List.of());
        }
    }

    private static void check(Committed.Cancelled cancelled, int own) {
        if (cancelled.has(Why.REFUSED)) {
            throw new PortFailure(Kind.REFUSED, "the table refuses a write: " + cancelled.causes());
        }
        for (var position = own; position < cancelled.causes().size(); position++) {
            if (cancelled.causes().get(position).why() == Why.CONDITION) {
                throw new BesideRefused(cancelled.causes().get(position).row());
            }
        }
    }

    /** The view after a decision was committed, without reading it again. */
    public static View after(View view, Decision decision) {
        var heads = new TreeMap<>(view.heads());
        decision.heads().forEach(head -> heads.put(head.partition(), head.withVersion(head.version() + 1)));
        var boards = new TreeMap<>(view.boards());
        decision.boards().forEach((key, board) -> boards.put(key, board.written()));
        var rang = decision.paged().stream()
                .map(page -> page.incident().partition())
                .toList();
        var paged = Stream.concat(
                        view.paged().stream()
                                .filter(page -> !rang.contains(page.incident().partition())),
                        decision.paged().stream())
                .toList();
        var change = decision.plans();
        var plans = change == null
                ? view.plans()
                : change.plans().withVersion(change.plans().version() + 1);
        return new View(heads, boards, view.silences(), view.overrides(), view.calendars(), paged, plans);
    }

    /** The same decision gives the same token, so that the table does it once. */
    private String token(Decision decision, List<Write> beside) {
        var text = new StringBuilder();
        decision.heads().forEach(head -> text.append(documents.heads().toJson(head)));
        decision.story().forEach(entry -> text.append(documents.stories().toJson(entry)));
        Optional.ofNullable(decision.plans())
                .ifPresent(change -> text.append(documents.plans().toJson(change.plans())));
        beside.forEach(text::append);
        return Digest.of(text.toString()).substring(0, 32);
    }

    private static String body(Row row) {
        var body = row.text(DecisionWrites.BODY);
        if (body == null) {
            throw new IllegalStateException("no document in the row " + row.key());
        }
        return body;
    }

    /** A write beside a decision was refused: what it stood on has changed. */
    public static final class BesideRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient @Nullable Row row;

        BesideRefused(@Nullable Row row) {
            super("a write beside the decision was refused; the row is " + row, null, false, false);
            this.row = row;
        }

        /** The row as it stands, or null where there is none. */
        public @Nullable Row row() {
            return row;
        }
    }
}
