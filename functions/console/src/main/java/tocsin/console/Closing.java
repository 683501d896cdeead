package tocsin.console;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import tocsin.Ports;
import tocsin.incident.Incident;
import tocsin.incident.Postmortem;
import tocsin.page.Cleaned;
import tocsin.state.Batch;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.triage.Triage.Resolution;

/** What is written about an incident that is over, and that nothing is left to do about it. */
final class Closing {
    /** In bytes; a row of the table takes 400 KB in all. */
    private static final int MOST = 100 * 1024;

    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();

    private final Ports ports;
    private final Books books;

    Closing(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
    }

    /** What people wrote, where the incident was closed with it; else a draft of what is known. */
    Response postmortem(String id) {
        return books.incident(id).map(this::postmortem).orElseGet(() -> Response.noIncident(id));
    }

    private Response postmortem(Incident incident) {
        var key = Keys.postmortem(incident.ref());
        var kept =
                Optional.ofNullable(books.ledger().rows(List.of(key)).get(key)).map(Books::body);
        var text = kept.orElseGet(() -> draft(incident));
        return Response.json(
                JSON.toJson(JsonObject.create().add("kept", kept.isPresent()).add("markdown", text)));
    }

    private String draft(Incident incident) {
        var ref = incident.ref();
        var story = books.rows(ref.partition(), Keys.stories(ref.number())).stream()
                .map(row -> books.documents().stories().fromJson(Books.body(row)))
                .toList();
        return new Postmortem(incident, story, books.triage().usersLose(ref)).markdown();
    }

    Response close(Request request, String id) {
        var text = postmortem(request);
        var by = Caller.of(request);
        return books.incident(id).map(incident -> close(incident, text, by)).orElseGet(() -> Response.noIncident(id));
    }

    private static String postmortem(Request request) {
        var given = Batch.tree(request.body()).extract("postmortem", "").replace("\r\n", "\n");
        var text = given.isBlank() ? "" : Cleaned.lines(given, given.length());
        var size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > MOST) {
            throw new BadRequest("postmortem: it has " + size + " bytes; at most " + MOST + " are kept");
        }
        return text;
    }

    /** Whether it is over, and not yet closed, is read anew with each decision: two who close it are one. */
    private Response close(Incident known, String text, String by) {
        var ref = known.ref();
        var refusal = new AtomicReference<>(Optional.<String>empty());
        books.ledger()
                .decide(
                        null,
                        List.of(ref.partition()),
                        List.of(),
                        view -> {
                            var ended = books.incident(ref).orElse(known);
                            Resolution resolution = books.triage()
                                    .closed(
                                            view,
                                            ended,
                                            !text.isEmpty(),
                                            by,
                                            ports.clock().instant());
                            refusal.set(Optional.ofNullable(resolution.refusal()));
                            return resolution.decision();
                        },
                        decision ->
                                text.isEmpty() || decision.changesNothing() ? List.of() : List.of(row(known, text)));
        return refusal.get().map(Response::refused).orElseGet(() -> Response.done(known.id() + " is closed"));
    }

    private Write row(Incident incident, String text) {
        var expires = ports.clock().instant().plus(books.configuration().times().keepStory());
        var attributes = new TreeMap<String, Value>();
        attributes.put("body", Value.of(text));
        attributes.put("schema", Value.of(1));
        attributes.put("expires", Value.of(expires.getEpochSecond()));
        return new Write.Put(new Row(Keys.postmortem(incident.ref()), attributes), List.of());
    }
}
