package tocsin.console;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import tocsin.Ports;
import tocsin.config.Severity;
import tocsin.incident.Incident;
import tocsin.page.Cleaned;
import tocsin.state.Batch;

/** What people say of the course of an incident: how bad it is, what it is part of, that somebody is at its end. */
final class Course {
    private static final int LONGEST_REASON = 300;
    private static final int MOST_SHOWN = 100;

    private final Ports ports;
    private final Books books;

    Course(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
    }

    Response grade(Request request, String id) {
        var body = Batch.tree(request.body());
        var severity = severity(body.extract("severity", ""));
        var because = because(body.extract("because", ""));
        var by = Caller.of(request);
        return followed(id, "graded", incident -> {
            books.ledger()
                    .decide(
                            books.triage().partitions(incident.ref().partition()),
                            List.of(),
                            view -> books.triage().graded(view, incident.ref(), severity, because, by, now()));
            return Response.done(incident.id() + " is " + severity + ", because " + because);
        });
    }

    private static Severity severity(String text) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() ->
                        new BadRequest("severity: '" + Cleaned.line(text, MOST_SHOWN) + "' is none of P0, P1, P2, P3"));
    }

    private static String because(String text) {
        var because = Cleaned.line(text, LONGEST_REASON);
        if (because.isEmpty()) {
            throw new BadRequest("because: missing; whoever reads the story wants to know why it is as bad as that");
        }
        return because;
    }

    Response mitigating(Request request, String id) {
        var by = Caller.of(request);
        return followed(id, "mitigated", incident -> {
            books.ledger()
                    .decide(
                            books.triage().partitions(incident.ref().partition()),
                            List.of(),
                            view -> books.triage().mitigating(view, incident.ref(), by, "command", now()));
            return Response.done(incident.id() + " is " + by + "'s, who is at what ends it");
        });
    }

    Response reassign(Request request, String id) {
        var body = Batch.tree(request.body());
        var to = Cleaned.line(body.extract("to", ""), MOST_SHOWN);
        if (to.isEmpty()) {
            throw new BadRequest("to: missing; expected a person of tocsin.yaml");
        }
        var because = Cleaned.line(body.extract("because", ""), LONGEST_REASON);
        var by = Caller.of(request);
        return about(id, incident -> reassign(incident, to, because, by).response());
    }

    Done reassign(Incident incident, String to, String because, String by) {
        return books.resolved(
                books.triage().partitions(incident.ref().partition()),
                view -> books.triage().reassigned(view, incident.ref(), to, because, by, now()),
                decision -> incident.id() + " is given to " + to + ", who is rung until they acknowledge");
    }

    Response merge(Request request, String id) {
        var into = Batch.tree(request.body()).extract("into", "");
        if (into.isBlank()) {
            throw new BadRequest("into: missing; expected the incident that leads from then on, such as db-42");
        }
        return about(
                id,
                part -> about(into, leader -> {
                    if (part.ref().equals(leader.ref())) {
                        return Response.refused(part.id() + " is one with itself already");
                    }
                    var partitions =
                            new TreeSet<>(books.triage().partitions(part.ref().partition()));
                    partitions.addAll(books.triage().partitions(leader.ref().partition()));
                    var by = Caller.of(request);
                    return books.resolved(
                                    List.copyOf(partitions),
                                    view -> books.triage().merged(view, part.ref(), leader.ref(), by, now()),
                                    decision -> part.id() + " is part of " + leader.id() + ", which leads from now on")
                            .response();
                }));
    }

    Response split(Request request, String id) {
        var by = Caller.of(request);
        return about(
                id,
                incident -> books.resolved(
                                books.triage().partitions(incident.ref().partition()),
                                view -> books.triage().split(view, incident.ref(), by, now()),
                                decision -> incident.id() + " stands for itself")
                        .response());
    }

    private Response followed(String id, String what, Function<Incident, Response> act) {
        return about(
                id,
                incident -> incident.phase().followed()
                        ? act.apply(incident)
                        : Response.refused(incident.id() + " is " + Acts.said(incident.phase())
                                + ": there is nothing to be " + what));
    }

    private Response about(String id, Function<Incident, Response> act) {
        return books.incident(id).map(act).orElseGet(() -> Response.noIncident(id));
    }

    private Instant now() {
        return ports.clock().instant();
    }
}
