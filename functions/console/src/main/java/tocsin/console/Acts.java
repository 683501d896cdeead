package tocsin.console;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.incident.Incident;
import tocsin.incident.Phase;
import tocsin.runbook.Approvals;
import tocsin.runbook.Halt;
import tocsin.state.Batch;
import tocsin.state.Queues.Queue;
import tocsin.triage.Triage;

/** What a person does by the command; each act stands in the story with its caller. */
final class Acts {
    private final Ports ports;
    private final Books books;

    Acts(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
    }

    Response acknowledge(Request request, String id) {
        return about(
                id,
                incident -> acknowledge(incident, Caller.of(request), "command").response());
    }

    /** @param via the way on which it came, in a word */
    Done acknowledge(Incident incident, String by, String via) {
        var id = incident.id();
        if (!incident.phase().followed()) {
            return new Done(false, id + " is " + said(incident.phase()) + ": there is nothing to acknowledge");
        }
        books.ledger()
                .decide(
                        books.triage().partitions(incident.ref().partition()),
                        List.of(),
                        stored -> books.triage()
                                .acknowledged(
                                        stored,
                                        incident.ref(),
                                        by,
                                        via,
                                        ports.clock().instant()));
        return new Done(true, id + " is " + by + "'s");
    }

    Response resolve(Request request, String id) {
        var silence = Optional.ofNullable(Batch.tree(request.body()).extract("for", (String) null))
                .filter(text -> !text.isEmpty())
                .map(text -> Durations.read("for", text))
                .orElse(null);
        return about(id, incident -> resolve(request, incident, silence));
    }

    private Response resolve(Request request, Incident incident, @Nullable Duration silence) {
        return books.resolved(
                        books.triage().partitions(incident.ref().partition()),
                        view -> books.triage()
                                .resolved(
                                        view,
                                        incident.ref(),
                                        Caller.of(request),
                                        silence,
                                        ports.clock().instant()),
                        decision -> incident.id() + " is resolved" + Triage.resolution(decision, incident.ref()))
                .response();
    }

    Response answer(Request request, String id, int run, boolean approved) {
        var read = Batch.tree(request.body()).extract("read", (String) null);
        return about(
                id,
                incident -> answer(incident, run, approved, Caller.of(request), read)
                        .response());
    }

    /** Yes is said to what was read, and to nothing else; no may be said to anything. */
    Done answer(Incident incident, int run, boolean approved, String by, @Nullable String read) {
        var approvals = new Approvals(ports);
        if (approved && (read == null || read.isBlank())) {
            throw new BadRequest("read: it is missing; an approval holds what the run asks, as it was read");
        }
        var refusal = approved && read != null
                ? approvals.approve(incident.ref(), run, by, read)
                : approvals.reject(incident.ref(), run, by);
        return refusal.map(why -> new Done(false, why))
                .orElseGet(
                        () -> new Done(true, incident.id() + "/" + run + (approved ? " is approved" : " is rejected")));
    }

    /** Halts every run before its next change, or lets them go on. */
    Response halt(Request request, boolean halted) {
        return halt(Caller.of(request), halted).response();
    }

    Done halt(String by, boolean halted) {
        var halt = new Halt(by, ports.clock().instant());
        ports.table().write(halted ? halt.write() : Halt.lift());
        return new Done(true, halted ? "halted: no run makes another change" : "resumed");
    }

    /** Puts dead letters back. */
    Response redrive(Request request) {
        var wanted = Batch.tree(request.body()).extract("queue", "");
        var queues = Arrays.stream(Queue.values())
                .filter(queue -> wanted.isEmpty() || queue.name().equalsIgnoreCase(wanted))
                .toList();
        if (queues.isEmpty()) {
            throw new BadRequest("queue: '" + wanted + "' is none of alarms, pages, steps");
        }
        var moved = new TreeMap<String, Long>();
        queues.forEach(queue ->
                moved.put(queue.name().toLowerCase(Locale.ROOT), ports.queues().redrive(queue)));
        return Response.done(said(moved));
    }

    private static String said(Map<String, Long> moved) {
        var text = new StringBuilder("put back");
        moved.forEach(
                (queue, count) -> text.append(", ").append(queue).append(": ").append(count));
        return text.toString().replaceFirst(",", ":");
    }

    private Response about(String id, Function<Incident, Response> act) {
        return books.incident(id).map(act).orElseGet(() -> Response.noIncident(id));
    }

    static String said(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }
}
