package tocsin.command;

import io.avaje.json.node.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import tocsin.Said;
import tocsin.incident.Update;

/** The last update of an incident as a person reads it in a terminal. */
final class UpdatePrinter {
    private final PrintWriter out;

    UpdatePrinter(PrintWriter out) {
        this.out = out;
    }

    void print(String id, JsonNode view) {
        var number = view.extract("incident.update.number", 0);
        if (number == 0) {
            throw new Refused("nobody has been told of " + id + " yet: tocsin update " + id
                    + " --status Investigating --issue \"...\"");
        }
        out.println("update " + number + " of " + id);
        field(view, "severity", "severity");
        line("status", status(view.extract("incident.update.status", "")));
        time(view, "started", "started");
        time(view, "updated", "at");
        field(view, "by", "by");
        field(view, "issue", "issue");
        field(view, "impact", "impact");
        field(view, "users", "users");
        field(view, "root cause", "cause");
        field(view, "mitigation", "mitigation");
        field(view, "expected", "expected");
        time(view, "next update", "next");
    }

    private static String status(String name) {
        return Update.Status.named(name).map(Update.Status::word).orElse("");
    }

    private void field(JsonNode view, String name, String field) {
        line(name, IncidentPrinter.clean(view.extract("incident.update." + field, "")));
    }

    private void time(JsonNode view, String name, String field) {
        var instant = view.extract("incident.update." + field, "");
        line(name, instant.isEmpty() ? "" : Said.time(Instant.parse(instant)));
    }

    private void line(String name, String text) {
        if (!text.isEmpty()) {
            out.printf("  %-13s %s%n", name, text);
        }
    }
}
