package tocsin.command;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** Incidents as a person reads them in a terminal. Text from outside loses its control characters. */
final class IncidentPrinter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final PrintWriter out;

    IncidentPrinter(PrintWriter out) {
        this.out = out;
    }

    void list(List<JsonNode> incidents) {
        if (incidents.isEmpty()) {
            out.println("no incident is open, and nothing is withheld");
            return;
        }
        out.printf("%-14s %-3s %-13s %-16s %-15s %s%n", "INCIDENT", "SEV", "PHASE", "SERVICE", "SINCE (UTC)", "ALARMS");
        for (var incident : incidents) {
            out.printf(
                    "%-14s %-3s %-13s %-16s %-15s %s%n",
                    clean(incident.extract("id", "")),
                    incident.extract("severity", ""),
                    phase(incident),
                    clean(incident.extract("service", "")),
                    time(incident.extract("openedAt", "")),
                    texts(incident, "alarms"));
            for (var withheld : OnCallCommand.elements(incident.extractNode("withheld", incident))) {
                out.println("    withheld: " + clean(withheld.text()));
            }
            linked(incident, "    ");
        }
    }

    private void linked(JsonNode node, String indent) {
        for (var link : OnCallCommand.elements(node.extractNode("linked", JsonArray.create()))) {
            out.println(indent + clean(link.text()));
        }
    }

    private static String phase(JsonNode incident) {
        var has = incident.extract("has", "");
        return clean(incident.extract("phase", "") + (has.isEmpty() ? "" : " " + has));
    }

    void show(JsonNode view) {
        out.println(clean(view.extract("incident.id", "") + "  " + view.extract("incident.severity", "") + "  "
                + view.extract("incident.phase", "") + "  because " + view.extract("incident.because", "")));
        out.println("service " + clean(view.extract("incident.ref.partition", "")) + ", open since "
                + view.extract("incident.openedAt", "") + ended(view));
        linked(view, "");
        section("signals");
        for (var signal : OnCallCommand.elements(view.extractNode("incident.signals", view))) {
            out.println("  " + signal(signal));
        }
        section("story (UTC)");
        var earlier = view.extract("earlier", 0L);
        if (earlier > 0) {
            out.println(
                    "  ... earlier: tocsin show " + clean(view.extract("incident.id", "")) + " --before " + earlier);
        }
        for (var entry : OnCallCommand.elements(view.extractNode("story", view))) {
            var by = entry.extract("by", "");
            out.printf(
                    "  %s  %-13s %s%s%n",
                    time(entry.extract("at", "")),
                    clean(entry.extract("what", "")),
                    clean(entry.extract("text", "")),
                    by.isEmpty() ? "" : " [" + clean(by) + "]");
        }
        section("pages and notices");
        for (var page : OnCallCommand.elements(view.extractNode("pages", view))) {
            out.println("  " + page(page));
        }
        section("runs");
        for (var run : OnCallCommand.elements(view.extractNode("runs", view))) {
            out.println("  "
                    + clean(run.extract("id", "") + "  " + run.extract("runbook", "") + "  " + run.extract("status", "")
                            + "  " + run.extract("says", "")));
        }
    }

    private static String ended(JsonNode view) {
        var at = view.extract("incident.resolvedAt", "");
        return at.isEmpty() ? "" : ", resolved " + at;
    }

    private static String signal(JsonNode signal) {
        var text = signal.extract("transition.alarm", "") + "  " + signal.extract("transition.state", "") + "  "
                + signal.extract("severity", "") + ", because " + signal.extract("because", "");
        var withheld = signal.extract("withheld.because", "");
        return clean(text
                + (signal.extract("blind", false) ? "  (no data)" : "")
                + (withheld.isEmpty() ? "" : "  (withheld: " + withheld + ")"));
    }

    private static String page(JsonNode page) {
        var confirmed = page.extract("confirmed", "");
        var text = page.extract("name", "") + "  wanted " + page.extract("wanted", "") + ", "
                + (confirmed.isEmpty() ? "not confirmed" : "confirmed " + confirmed);
        var due = page.extract("dueAt", "");
        var answer = page.extract("answer", "");
        return clean(text + (due.isEmpty() ? "" : ", due " + due) + (answer.isEmpty() ? "" : "  \"" + answer + "\""));
    }

    private void section(String name) {
        out.println();
        out.println(name);
    }

    private static String texts(JsonNode node, String field) {
        return OnCallCommand.elements(node.extractNode(field, node)).stream()
                .map(JsonNode::text)
                .map(IncidentPrinter::clean)
                .collect(Collectors.joining(", "));
    }

    private static String time(String instant) {
        return instant.isEmpty() ? "" : TIME.format(Instant.parse(instant));
    }

    static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ");
    }
}
