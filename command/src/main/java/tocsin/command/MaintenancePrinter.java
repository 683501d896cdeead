package tocsin.command;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonObject;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Maintenance as people read it, in UTC, which users are told too. */
final class MaintenancePrinter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final PrintWriter out;

    MaintenancePrinter(PrintWriter out) {
        this.out = out;
    }

    void print(JsonNode view) {
        var all = elements(view, "maintenance");
        all.forEach(this::one);
        if (all.isEmpty()) {
            out.println("nothing is planned");
        }
        var held = elements(view, "held");
        held.forEach(each -> out.println("held: " + IncidentPrinter.clean(each.text())));
        out.println();
        for (var window : elements(view, "windows")) {
            var begins = window.extract("begins", "");
            out.println("window: " + IncidentPrinter.clean(window.extract("because", "")) + ", "
                    + window.extract("when", "") + " " + window.extract("zone", "")
                    + (begins.isEmpty() ? ", never" : "; next " + span(begins, window.extract("ends", "")))
                    + (window.extract("announced", false) ? "; users are told of each" : ""));
        }
    }

    private void one(JsonNode line) {
        var is = line.extractNode("is");
        var services = elements(is, "services").stream().map(JsonNode::text).toList();
        var run = is.extractNode("run", JsonObject.create());
        out.println(line.extract("id", "") + "  " + span(is.extract("begins", ""), is.extract("ends", "")) + "  "
                + status(line, is) + "  " + is.extract("stage", "") + ": "
                + (services.isEmpty() ? "all" : String.join(", ", services)));
        out.println("  " + IncidentPrinter.clean(is.extract("what", "")) + ", says " + is.extract("by", ""));
        if (line.extract("status", "").equals("planned")) {
            var mailAt = line.extract("mailAt", "");
            out.println("  users are "
                    + (mailAt.isEmpty() ? "not mailed" : "mailed " + told(is, "announced", mailAt))
                    + ", the banner goes up " + told(is, "reminded", line.extract("bannerAt", "")));
        }
        var says = run.extract("says", "");
        if (!says.isEmpty()) {
            out.println("  " + line.extract("id", "") + "/1: " + IncidentPrinter.clean(says));
        }
    }

    private static String status(JsonNode line, JsonNode is) {
        return (is.extract("emergency", false) ? "EMERGENCY, " : "")
                + line.extract("status", "")
                + (line.extract("overruns", false) ? ", OVERRUNS: alarms are held no longer" : "");
    }

    private static String told(JsonNode is, String what, String at) {
        return (is.extract(what, "").isEmpty() ? "at " : "(done) at ") + TIME.format(Instant.parse(at)) + " UTC";
    }

    private static String span(String begins, String ends) {
        var from = Instant.parse(begins);
        var to = Instant.parse(ends);
        var sameDay = TIME.format(from).substring(0, 14).equals(TIME.format(to).substring(0, 14));
        return TIME.format(from) + " - " + (sameDay ? HOUR : TIME).format(to) + " UTC";
    }

    private static List<JsonNode> elements(JsonNode node, String name) {
        return OnCallCommand.elements(node.extractNode(name, JsonArray.create()));
    }
}
