package tocsin.console;

import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.Said;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.incident.Update;
import tocsin.page.Cleaned;
import tocsin.state.Batch;

/** A person tells everybody how an incident stands; what is not given stays as the last update said. */
final class Updating {
    private static final int LONGEST = 500;
    private static final int SHORT = 100;

    private final Ports ports;
    private final Books books;

    Updating(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
    }

    Response update(Request request, String id) {
        var given = given(Batch.tree(request.body()));
        return books.incident(id)
                .map(incident -> update(incident.ref(), given, Caller.of(request)))
                .orElseGet(() -> Response.noIncident(id));
    }

    private Response update(IncidentRef ref, Update.Given given, String by) {
        return books.resolved(
                        books.triage().partitions(ref.partition()),
                        view -> books.triage()
                                .updated(
                                        view,
                                        ref,
                                        given,
                                        by,
                                        "command",
                                        ports.clock().instant()),
                        decision -> books.incident(ref).map(Updating::said).orElse("told"))
                .response();
    }

    private static String said(Incident incident) {
        var update = incident.update();
        if (update == null) {
            return "told";
        }
        var nobody = incident.phase().followed() && incident.acknowledgement() == null;
        return "update " + update.number() + " of " + incident.id() + ": "
                + update.status().word()
                + (update.next() == null ? "; it is the last" : "; the next is due at " + Said.time(update.next()))
                + (nobody ? "; nobody has " + incident.id() + " yet (ack)" : "");
    }

    private static Update.Given given(JsonObject body) {
        return new Update.Given(
                status(text(body, "status", SHORT)),
                text(body, "issue", LONGEST),
                text(body, "impact", LONGEST),
                text(body, "users", SHORT),
                text(body, "cause", LONGEST),
                text(body, "mitigation", LONGEST),
                text(body, "expected", SHORT),
                next(text(body, "next", SHORT)));
    }

    /** What was given, fit for people; null where it was not. */
    private static @Nullable String text(JsonObject body, String field, int longest) {
        @Nullable JsonNode given = body.elements().get(field);
        return given == null ? null : Cleaned.line(given.text(), longest);
    }

    private static Update.@Nullable Status status(@Nullable String word) {
        return word == null
                ? null
                : Update.Status.named(word)
                        .orElseThrow(() -> new BadRequest(
                                "status: '" + word + "' is none of Investigating, Identified, Mitigating, Resolved"));
    }

    private static @Nullable Duration next(@Nullable String text) {
        return text == null ? null : Durations.read("next", text);
    }
}
