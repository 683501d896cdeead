package tocsin.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.alarm.Received;
import tocsin.incident.Issue;
import tocsin.incident.View;
import tocsin.page.Cleaned;
import tocsin.page.Veiled;
import tocsin.state.Condition;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.triage.Triage;

/**
 * What AWS tells of itself. Each service that it touches is a decision of its own, known again by the telling's id; last
 * of all the page is noted as seen, so that one that failed half-way is taken up whole when it comes again.
 */
final class Issues {
    private static final int MOST = 100;

    /** Of their JSON, so that they fit into one row: what was told longest ago is forgotten. */
    private static final int MOST_BYTES = 300_000;

    private static final int MOST_ATTEMPTS = 10;
    private static final int LONGEST = 600;

    /** An update of a telling that is older than this is mailed as a new one. */
    private static final Duration KEPT = Duration.ofDays(14);

    private static final String BODY = "body";
    private static final String VERSION = "version";

    private final Triage triage;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Documents documents = new Documents();

    Issues(Triage triage, Ledger ledger, InstantSource clock) {
        this.triage = triage;
        this.ledger = ledger;
        this.clock = clock;
    }

    void take(Received.OfDatabase raw) {
        var told = new Received.OfDatabase(
                raw.id(),
                raw.account(),
                raw.region(),
                clean(raw.name()),
                raw.code() == null ? null : clean(raw.code()),
                raw.categories(),
                raw.at(),
                clean(raw.says()),
                raw.because());
        for (var partition : triage.touched(told)) {
            ledger.decide(
                    triage.partitions(partition),
                    List.of(),
                    view -> triage.awsTold(view, partition, told, clock.instant()));
        }
    }

    void take(Received.Health raw) {
        var told = cleaned(raw);
        var known = known(row());
        if (isCopy(told, known)) {
            return;
        }
        var late = isOver(Issue.of(told, clock.instant()), known);
        var touched = late ? List.<String>of() : triage.touched(told);
        var joined = new TreeSet<String>();
        for (var partition : touched) {
            ledger.decide(triage.partitions(partition), List.of(), view -> {
                if (hasIncident(view, partition)) {
                    joined.add(partition);
                }
                return triage.awsTold(view, partition, told, clock.instant());
            });
        }
        for (var attempt = 1; !keep(told, List.copyOf(joined)); attempt++) {
            if (attempt == MOST_ATTEMPTS) {
                throw new PortFailure(PortFailure.Kind.CONFLICT, attempt + " attempts to keep what AWS Health tells");
            }
        }
    }

    private static boolean hasIncident(View view, String partition) {
        var head = view.head(partition);
        return head.open() != null || head.joined() != null;
    }

    /** Whether the page came before: by another Region, or a second time. */
    private static boolean isCopy(Received.Health told, List<Issue> known) {
        return known.stream().anyMatch(issue -> issue.is(told) && issue.seen().contains(told.page()));
    }

    /** Whether it came late: its end is known. */
    private static boolean isOver(Issue issue, List<Issue> known) {
        return !issue.over() && known.stream().anyMatch(other -> other.ends(issue));
    }

    /** Notes the page; false where somebody else was quicker to write. */
    private boolean keep(Received.Health told, List<String> joined) {
        var now = clock.instant();
        var row = row();
        var known = known(row);
        if (isCopy(told, known)) {
            return true;
        }
        var before = known.stream().filter(issue -> issue.is(told)).findFirst();
        var others = known.stream().filter(issue -> !issue.is(told)).toList();
        var paged = before.orElseGet(() -> Issue.of(told, now)).with(told, joined);
        var issue = isOver(paged, others) ? paged.ended() : paged;
        try {
            ledger.decide(
                    null,
                    List.of(Triage.aws()),
                    List.of(),
                    view -> triage.issue(view, issue, others, now),
                    decision -> List.of(write(row, all(issue, others, now))));
            return true;
        } catch (Ledger.BesideRefused quicker) {
            return false;
        }
    }

    /** The newest first; what is over ends all that was told of the same. */
    private List<Issue> all(Issue issue, List<Issue> others, Instant now) {
        var kept = new ArrayList<Issue>();
        kept.add(issue);
        var size = size(issue);
        var lately = others.stream()
                .filter(other -> other.heardAt().isAfter(now.minus(KEPT)))
                .limit(MOST - 1L)
                .toList();
        for (var other : lately) {
            size += size(other);
            if (size > MOST_BYTES) {
                break;
            }
            kept.add(issue.ends(other) ? other.ended() : other);
        }
        return kept;
    }

    private int size(Issue issue) {
        return documents.issues().toJson(List.of(issue)).getBytes(StandardCharsets.UTF_8).length;
    }

    private Write write(@Nullable Row row, List<Issue> issues) {
        var version = row == null ? null : row.number(VERSION);
        var attributes = new TreeMap<String, Value>();
        attributes.put(BODY, Value.of(documents.issues().toJson(issues)));
        attributes.put("schema", Value.of(1));
        attributes.put(VERSION, Value.of(version == null ? 1 : version + 1));
        return new Write.Put(
                new Row(Keys.ISSUES, attributes),
                List.of(version == null ? Condition.noRow() : Condition.equal(VERSION, version)));
    }

    private @Nullable Row row() {
        return ledger.rows(List.of(Keys.ISSUES)).get(Keys.ISSUES);
    }

    private List<Issue> known(@Nullable Row row) {
        var body = row == null ? null : row.text(BODY);
        return body == null ? List.of() : documents.issues().fromJson(body);
    }

    private static Received.Health cleaned(Received.Health raw) {
        return new Received.Health(
                raw.id(),
                clean(raw.event()),
                clean(raw.account()),
                clean(raw.region()),
                clean(raw.service()),
                clean(raw.code()),
                clean(raw.category()),
                raw.everybody(),
                raw.over(),
                raw.at(),
                raw.page(),
                raw.pages(),
                raw.entities().stream().map(Issues::clean).toList(),
                clean(raw.says()),
                raw.because());
    }

    private static String clean(String text) {
        return Cleaned.line(Veiled.text(text), LONGEST);
    }
}
