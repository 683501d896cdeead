package tocsin.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.page.PageAddress;
import tocsin.page.PageRow;
import tocsin.page.PageState;
import tocsin.state.Condition;
import tocsin.state.Documents;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Table.Written;
import tocsin.state.Value;
import tocsin.state.Write;

/** The rows of pages as sending writes them: each write under the number of the lease, and none of what is wanted. */
final class PageRows {
    /** So often is a write made anew that the table did not take, or of which it is not known. */
    private static final int MOST_ATTEMPTS = 6;

    /** So many lines of a story are shown at once. */
    private static final int MOST_LINES = 20;

    /** What was due a moment ago by the clock of whoever committed it may not be so yet by ours. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final Ports ports;
    private final Documents documents;
    private final Leases leases;

    PageRows(Ports ports, Documents documents, Leases leases) {
        this.ports = ports;
        this.documents = documents;
        this.leases = leases;
    }

    Table table() {
        return ports.table();
    }

    Instant now() {
        return ports.clock().instant();
    }

    /** The incident as it stands; empty where it is over, or the table does not say. */
    Optional<Incident> open(IncidentRef ref) {
        var key = Keys.head(ref.partition());
        try {
            return Optional.ofNullable(ports.table().read(List.of(key)).rows().get(key))
                    .map(row -> row.text("body"))
                    .map(body -> documents.heads().fromJson(body).open())
                    .filter(open -> open.ref().equals(ref));
        } catch (PortFailure failure) {
            return Optional.empty();
        }
    }

    /** Makes the row ours for one lease, and reads what it wants now; empty where it is not due, or another's. */
    Optional<PageState> claim(Key key) {
        var now = now();
        var until = leases.end(now);
        var set = new TreeMap<String, Value>();
        set.put(PageRow.LEASE_UNTIL, Due.at(until));
        due(set, key, until);
        var counted = new TreeMap<String, Long>();
        counted.put(PageRow.LEASE, 1L);
        counted.put(PageRow.ATTEMPTS, 1L);
        var claim = new Write.Update(
                key,
                set,
                counted,
                List.of(),
                List.of(
                        new Condition.AtMost(Due.AT, now.plus(SKEW).toEpochMilli()),
                        new Condition.AnyOf(List.of(
                                new Condition.Absent(PageRow.LEASE_UNTIL),
                                new Condition.AtMost(PageRow.LEASE_UNTIL, now.toEpochMilli())))));
        // Not made anew where it is unclear: it would find its own lease, and take it for another's.
        return switch (again(() -> table().write(claim), false)) {
            case Written.Done(var row) -> Optional.of(state(row, key));
            case Written.Refused refused -> Optional.empty();
        };
    }

    /** The page that is started when this one fails, where that has not happened yet. */
    Optional<PageState> toStart(PageState failed) {
        var next = failed.next();
        if (next == null) {
            return Optional.empty();
        }
        var now = now().toEpochMilli();
        return Optional.ofNullable(
                        again(() -> table().read(List.of(next)), true).rows().get(next))
                .map(row -> PageState.of(row, documents))
                .filter(page -> page.waits() && page.failures() == 0 && page.leaseUntil() <= now)
                .filter(page -> page.dueAt() == null || page.dueAt() > now);
    }

    /** The lines of the incident's story after one and up to another: the last of them, where they are many. */
    List<String> story(PageAddress page, long after, long last) {
        var keys = LongStream.rangeClosed(Math.max(after, last - MOST_LINES) + 1, last)
                .mapToObj(number -> Keys.story(page.incident(), number))
                .toList();
        var read = again(() -> table().read(keys), true).rows();
        return keys.stream()
                .map(read::get)
                .filter(Objects::nonNull)
                .map(row -> Objects.requireNonNull(row.text(PageRow.BODY)))
                .map(body -> documents.stories().fromJson(body).text())
                .toList();
    }

    /** What an answer changes of the row; only while it is ours, and wants what it wanted. */
    Write.Update answered(PageState page, Map<String, Value> set, List<String> remove) {
        return update(page, set, remove, List.of(Condition.equal(PageRow.REVISION, page.revision())));
    }

    /**
     * What was confirmed although the row wants something else by now: kept, by it what follows knows what the channel
     * holds; and the row is looked at again, by whoever comes next where we do not get to it.
     */
    Settled note(PageState other, Map<String, Value> confirmed) {
        var set = new TreeMap<>(confirmed);
        if (!other.isPutOff(now())) {
            due(set, other.key(), Instant.ofEpochMilli(other.leaseUntil()));
        }
        return write(other, update(other, set, List.of(), List.of()));
    }

    /** Ours no more, and due when it was due. */
    Settled leave(PageState page) {
        return write(page, answered(page, Map.of(), List.of(PageRow.LEASE_UNTIL)));
    }

    /** Ours no more, and due at once. */
    void giveBack(PageState page) {
        var set = new TreeMap<String, Value>();
        due(set, page.key(), now());
        write(page, update(page, set, List.of(PageRow.LEASE_UNTIL), List.of()));
    }

    /** The write by which a page is started now; only where nobody has touched it since it was read. */
    Write.Update start(PageState page, Instant now) {
        var set = new TreeMap<String, Value>();
        due(set, page.key(), now);
        return new Write.Update(
                page.key(),
                set,
                Map.of(),
                List.of(),
                List.of(
                        Condition.equal(PageRow.REVISION, page.revision()),
                        page.lease() == 0
                                ? new Condition.Absent(PageRow.LEASE)
                                : Condition.equal(PageRow.LEASE, page.lease())));
    }

    /** Writes, and where it is refused says why. */
    Settled write(PageState page, Write.Update update) {
        return switch (again(() -> table().write(update), true)) {
            case Written.Done(var row) -> {
                var now = state(row, page.key());
                yield now.leaseUntil() == page.leaseUntil() ? new Settled.WantsOther(now) : new Settled.Done();
            }
            case Written.Refused(var row) -> refused(page, row);
        };
    }

    /** Why a write under the page's lease was refused, by the row as it stands. */
    Settled refused(PageState page, @Nullable Row row) {
        if (row == null) {
            return new Settled.TooLate();
        }
        var now = PageState.of(row, documents);
        if (now.lease() != page.lease()) {
            return new Settled.TooLate();
        }
        // A lease that nobody took over ends only with its answer: then it was our own write, done before.
        return now.leaseUntil() == page.leaseUntil() ? new Settled.WantsOther(now) : new Settled.Done();
    }

    /** The same request again, while the table does not take it. */
    <T> T again(Supplier<T> request, boolean whereUnclear) {
        for (var attempt = 1; ; attempt++) {
            try {
                return request.get();
            } catch (PortFailure failure) {
                var mayHelp = switch (failure.kind()) {
                    case THROTTLED, CONFLICT -> true;
                    case UNCLEAR -> whereUnclear;
                    case UNAVAILABLE, REFUSED -> false;
                };
                if (!mayHelp || attempt == MOST_ATTEMPTS) {
                    throw failure;
                }
                ports.pause().before(attempt);
            }
        }
    }

    static void due(Map<String, Value> set, Key key, Instant at) {
        set.put(Due.PARTITION, Value.of(Due.partition(key)));
        set.put(Due.AT, Due.at(at));
    }

    private static Write.Update update(
            PageState page, Map<String, Value> set, List<String> remove, List<Condition> more) {
        var conditions = new ArrayList<Condition>();
        conditions.add(Condition.equal(PageRow.LEASE, page.lease()));
        conditions.add(Condition.equal(PageRow.LEASE_UNTIL, page.leaseUntil()));
        conditions.addAll(more);
        return new Write.Update(page.key(), set, Map.of(), remove, conditions);
    }

    private PageState state(@Nullable Row row, Key key) {
        if (row == null) {
            throw new IllegalStateException("the table gives no row after an update of " + key);
        }
        return PageState.of(row, documents);
    }
}
