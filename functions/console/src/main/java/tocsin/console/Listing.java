package tocsin.console;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.incident.Signal;
import tocsin.page.PageRow;
import tocsin.runbook.RunRow;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Row;

/** What can be read: the incidents, one of them whole, and what could not be read. */
final class Listing {
    /** A story may have any length, and an answer of Lambda 6 MB: so many of its entries are given at a time. */
    private static final int STORY = 500;

    private final Ports ports;
    private final Books books;
    private final JsonType<List<IncidentLine>> lines;
    private final JsonType<IncidentView> view;
    private final JsonType<List<UnreadLine>> unread;

    Listing(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
        var json = Jsonb.instance();
        lines = json.type(IncidentLine.class).list();
        view = json.type(IncidentView.class);
        unread = json.type(UnreadLine.class).list();
    }

    Response incidents(Request request) {
        var partitions = books.partitions();
        var heads = books.ledger().view(partitions, List.of());
        var found = new ArrayList<IncidentLine>();
        for (var partition : partitions) {
            var head = heads.head(partition);
            if (head.open() != null || !head.withheld().isEmpty()) {
                found.add(line(head));
            }
            if (request.query().containsKey("all")) {
                over(partition).forEach(incident -> found.add(line(incident, List.of())));
            }
        }
        return Response.json(lines.toJson(found));
    }

    private List<Incident> over(String partition) {
        return books.rows(partition, "incident#").stream()
                .filter(row -> row.key().sk().matches("incident#[0-9]+"))
                .map(row -> books.documents().incidents().fromJson(Books.body(row)))
                .toList();
    }

    private IncidentLine line(Head head) {
        var open = head.open();
        var withheld = head.withheld().stream().map(Listing::withheld).toList();
        return open == null
                ? new IncidentLine(
                        "-",
                        head.partition(),
                        "-",
                        "WITHHELD",
                        head.withheld().getFirst().transition().at(),
                        null,
                        "withheld",
                        List.of(),
                        withheld,
                        List.of())
                : line(open, withheld);
    }

    private IncidentLine line(Incident incident, List<String> withheld) {
        var has = incident.acknowledgement();
        return new IncidentLine(
                incident.id(),
                incident.ref().partition(),
                incident.severity().name(),
                incident.phase().name(),
                incident.openedAt(),
                has == null ? null : has.by(),
                incident.because(),
                incident.standing().map(signal -> signal.transition().alarm()).toList(),
                withheld,
                linked(incident));
    }

    /** While it is open: what it was linked with then is in its story. */
    private List<String> linked(Incident incident) {
        if (incident.resolvedAt() != null) {
            return List.of();
        }
        var led = incident.cause();
        var cause = led == null
                ? Stream.<String>empty()
                : Stream.of("part of " + books.triage().speakable(led) + ", which leads");
        var leads = incident.symptoms().stream()
                .map(ref -> "leads " + books.triage().speakable(ref));
        return Stream.concat(cause, leads).toList();
    }

    private static String withheld(Signal signal) {
        var reason = signal.withheld();
        return signal.transition().alarm()
                + (reason == null ? "" : ": " + reason.because() + "; looked at again at " + reason.until());
    }

    Response show(Request request, String id) {
        var before = request.query().get("before");
        if (before != null && !before.matches("[0-9]{1,8}")) {
            throw new BadRequest("before: '" + before + "' is no number of a story entry");
        }
        return books.incident(id)
                .map(incident ->
                        show(incident, before == null ? null : Keys.story(incident.ref(), Long.parseLong(before))))
                .orElseGet(() -> Response.noIncident(id));
    }

    private Response show(Incident incident, @Nullable Key before) {
        var ref = incident.ref();
        var page = ports.table().query(ref.partition(), Keys.stories(ref.number()), true, STORY + 1, before);
        var story = page.rows().stream()
                .limit(STORY)
                .map(row -> books.documents().stories().fromJson(Books.body(row)))
                .toList()
                .reversed();
        var more = page.rows().size() > STORY || page.next() != null;
        return Response.json(view.toJson(new IncidentView(
                incident,
                story,
                more && !story.isEmpty() ? story.getFirst().number() : null,
                pages(incident),
                runs(incident),
                linked(incident))));
    }

    private List<PageView> pages(Incident incident) {
        var prefix = Keys.pages(incident.ref().number());
        return books.rows(incident.ref().partition(), prefix).stream()
                .map(row -> new PageView(
                        row.key().sk().substring(prefix.length()),
                        row.text(PageRow.WANTED),
                        row.text(PageRow.CONFIRMED),
                        orZero(row.number(PageRow.ATTEMPTS)),
                        row.text(PageRow.ANSWER),
                        instant(row.number(PageRow.ANSWERED_AT)),
                        instant(row.number(Due.AT))))
                .toList();
    }

    private List<RunView> runs(Incident incident) {
        return books.rows(incident.ref().partition(), Keys.runs(incident.ref().number())).stream()
                .filter(row -> Keys.isRun(row.key()))
                .map(row -> run(row, incident))
                .toList();
    }

    private RunView run(Row row, Incident incident) {
        var request = books.documents().runs().fromJson(Books.body(row));
        var says = incident.runs().stream()
                .filter(run -> run.number() == request.number())
                .map(run -> run.says())
                .findFirst();
        var status = row.text(RunRow.STATUS);
        return new RunView(request.id(), request.runbook(), status == null ? "unknown" : status, says.orElse(null));
    }

    /** What came on one day and was no alarm, or could not be read. */
    Response unread(Request request) {
        var today = ports.clock().instant().atZone(ZoneOffset.UTC).toLocalDate().toString();
        var day = request.query().getOrDefault("day", today);
        if (!day.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            throw new BadRequest("day: '" + day + "' is no day such as " + today);
        }
        return Response.json(unread.toJson(books.rows("unread/" + day, "message#").stream()
                .map(row -> new UnreadLine(
                        row.key().sk(),
                        instant(row.number("at")),
                        orZero(row.number("alarm")) == 1,
                        row.text("because"),
                        row.text("body")))
                .toList()));
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }

    private static @Nullable Instant instant(@Nullable Long milliseconds) {
        return milliseconds == null ? null : Instant.ofEpochMilli(milliseconds);
    }
}
