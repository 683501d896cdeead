package tocsin.console;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tocsin.Ports;
import tocsin.config.Person;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.page.Cleaned;
import tocsin.state.Batch;
import tocsin.triage.Triage;

/** Test pages: real ones, the whole way, so that it is known beforehand who can be woken. */
final class PageTests {
    /** What worked longer ago than this may not work any more. */
    private static final Duration OLD = Duration.ofDays(30);

    private static final int MOST_SHOWN = 100;

    private final Ports ports;
    private final Books books;
    private final JsonType<List<PageTestLine>> lines;

    PageTests(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
        lines = Jsonb.instance().type(PageTestLine.class).list();
    }

    Response page(Request request) {
        var name = Batch.tree(request.body()).extract("person", "");
        var people = books.configuration().people().stream().map(Person::name).toList();
        if (!people.contains(name)) {
            throw new BadRequest("person: '" + Cleaned.line(name, MOST_SHOWN) + "' is nobody; there is "
                    + String.join(", ", people));
        }
        var partition = Triage.testOf(name);
        return books.resolved(
                        List.of(partition),
                        view -> books.triage()
                                .testPage(
                                        view,
                                        name,
                                        Caller.of(request),
                                        ports.clock().instant()),
                        decision -> last(partition)
                                .map(test -> test.id() + " is on its way to " + name + ": tocsin ack " + test.id())
                                .orElse("on its way"))
                .response();
    }

    Response list() {
        return Response.json(lines.toJson(books.configuration().people().stream()
                .map(person -> line(person.name()))
                .toList()));
    }

    PageTestLine line(String person) {
        return last(Triage.testOf(person))
                .map(test -> line(person, test))
                .orElseGet(() -> new PageTestLine(
                        person, null, null, "never tested", "nobody knows whether " + person + " can be woken"));
    }

    private PageTestLine line(String person, Incident test) {
        var open = test.resolvedAt() == null;
        var age = Duration.between(test.openedAt(), ports.clock().instant());
        var warning = open
                ? null
                : test.acknowledgedAt() == null
                        ? "the last one was "
                                + (test.because().startsWith(Incident.BY_ANOTHER)
                                        ? Incident.BY_ANOTHER
                                        : "not acknowledged")
                        : age.compareTo(OLD) > 0 ? "the last one was " + age.toDays() + " days ago" : null;
        return new PageTestLine(
                person, test.id(), test.openedAt(), open ? "waits to be acknowledged" : test.because(), warning);
    }

    private Optional<Incident> last(String partition) {
        var head = books.ledger().view(List.of(partition), List.of()).head(partition);
        return head.incidents() == 0 ? Optional.empty() : books.incident(new IncidentRef(partition, head.incidents()));
    }
}
