package tocsin.console;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import tocsin.Ports;
import tocsin.config.Severity;
import tocsin.page.Cleaned;
import tocsin.state.Batch;

/** That something is wrong of which no alarm tells, as a person says. */
final class Declarations {
    private static final int LONGEST = 1_000;
    private static final int LONGEST_NAME = 100;

    private final Ports ports;
    private final Books books;

    Declarations(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
    }

    Response declare(Request request) {
        var body = Batch.tree(request.body());
        var partition = books.partition(body.extract("service", ""));
        var severity = severity(body.extract("severity", ""));
        var text = Cleaned.line(body.extract("text", ""), LONGEST);
        if (text.isBlank()) {
            throw new BadRequest("text: ''; expected what users see, such as \"checkout fails\"");
        }
        var by = Caller.of(request);
        var incident = new AtomicReference<>("");
        books.ledger().decide(books.triage().partitions(partition), List.of(), stored -> {
            var declared = books.triage()
                    .declared(
                            stored, partition, severity, text, by, ports.clock().instant());
            incident.set(declared.incident());
            return declared.decision();
        });
        return Response.done(incident.get() + " has it: " + severity + " of " + partition + ", declared by " + by);
    }

    private static Severity severity(String text) {
        return severityNamed(text)
                .orElseThrow(() -> new BadRequest(
                        "severity: '" + Cleaned.line(text, LONGEST_NAME) + "'; expected one of P0, P1, P2, P3"));
    }

    static Optional<Severity> severityNamed(String text) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
