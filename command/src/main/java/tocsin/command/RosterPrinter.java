package tocsin.command;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who is on call as people read it: for each rota who has it now and next, then a calendar in its zone and in UTC. */
final class RosterPrinter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ENGLISH);

    private final PrintWriter out;

    RosterPrinter(PrintWriter out) {
        this.out = out;
    }

    void print(JsonNode roster) {
        var rotas = OnCall.elements(roster.extractNode("rotas", roster));
        if (rotas.isEmpty()) {
            out.println("tocsin.yaml has no rotas: who is on call is kept elsewhere (PagerDuty)");
            return;
        }
        var at = Instant.parse(roster.extract("at"));
        for (var rota : rotas) {
            rota(rota, at);
            calendar(roster, rota.extract("rota"));
            out.println();
        }
        var overrides = OnCall.elements(roster.extractNode("overrides", roster));
        overrides.forEach(each -> out.println(each.extract("id") + ": " + each.extract("person") + " has "
                + each.extract("rota") + " from " + utc(each.extract("from")) + " to " + utc(each.extract("to"))
                + " UTC, says " + each.extract("by")));
        if (overrides.isEmpty()) {
            out.println("no overrides");
        }
    }

    private void rota(JsonNode rota, Instant at) {
        var zone = ZoneId.of(rota.extract("zone"));
        var now = rota.extractNode("now");
        var next = rota.extractNode("next");
        out.println(
                rota.extract("rota") + " at " + local(at, zone) + " (" + zone + ", " + utc(at.toString()) + " UTC)");
        out.println("  now   " + person(now) + " until " + local(Instant.parse(now.extract("to")), zone));
        out.println("  next  " + person(next) + " until " + local(Instant.parse(next.extract("to")), zone));
        out.println();
        var lines = new ArrayList<List<String>>();
        lines.add(List.of("FROM", "TO", "FROM - TO (UTC)", "WHO", "BECAUSE"));
        for (var shift : OnCall.elements(rota.extractNode("shifts", rota))) {
            lines.add(List.of(
                    local(Instant.parse(shift.extract("from")), zone),
                    local(Instant.parse(shift.extract("to")), zone),
                    utc(shift.extract("from")) + " - " + utc(shift.extract("to")),
                    person(shift),
                    shift.extract("because", "")));
        }
        table(lines);
    }

    /** Where a calendar says who has it: how old that is. */
    private void calendar(JsonNode roster, String rota) {
        for (var calendar : OnCall.elements(roster.extractNode("calendars", JsonArray.create()))) {
            if (rota.equals(calendar.extract("rota", ""))) {
                var read = calendar.extract("read", "");
                var failure = calendar.extract("failure", "");
                out.println();
                out.println(
                        "  its calendar was " + (read.isEmpty() ? "never read" : "last read at " + utc(read) + " UTC")
                                + (failure.isEmpty() ? "" : "; now: " + IncidentPrinter.clean(failure)));
            }
        }
    }

    private void table(List<List<String>> lines) {
        for (var line : lines) {
            var text = new StringBuilder("  ");
            for (var column = 0; column < line.size(); column++) {
                var here = column;
                var width = lines.stream()
                        .mapToInt(each -> each.get(here).length())
                        .max()
                        .orElse(0);
                text.append(line.get(column))
                        .repeat(' ', width - line.get(column).length() + 2);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private static String person(JsonNode stretch) {
        var person = stretch.extract("person", "");
        return person.isEmpty() ? "NOBODY" : person;
    }

    private static String local(Instant instant, ZoneId zone) {
        return TIME.format(instant.atZone(zone));
    }

    private static String utc(String instant) {
        return SHORT.format(Instant.parse(instant).atOffset(ZoneOffset.UTC));
    }
}
