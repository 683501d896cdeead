package tocsin.command;

import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why somebody was paged, or was not. */
@Command(
        name = "why",
        description =
                "Why somebody was paged about an alarm or an incident, or was not: what was decided, who was told.",
        mixinStandardHelpOptions = true)
final class WhyCommand extends OnCallCommand {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    @Parameters(paramLabel = "ALARM|ID", description = "An alarm's name, or an incident such as db-42.")
    private String of = "";

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public void run() {
        if (of.isBlank()) {
            throw new WrongUse("ALARM|ID: ''; expected an alarm's name, or an incident such as db-42");
        }
        var why = api().get("/api/v1/why?of=" + part(of));
        if (json) {
            say(JsonNodeMapper.builder().build().toJson(why));
        } else {
            print(why, out());
        }
    }

    static void print(JsonNode why, PrintWriter out) {
        texts(why, "stands", out);
        out.println();
        out.println("why");
        texts(why, "because", out);
        out.println();
        out.println("who was told");
        var told = elements(why.extractNode("told", why));
        told.forEach(each -> told(each, out));
        if (told.isEmpty()) {
            out.println("  nobody");
        }
        out.println();
        out.println("what was decided (UTC)");
        for (var line : elements(why.extractNode("story", why))) {
            var by = line.extract("by", "");
            out.printf(
                    "  %s  %-10s %-13s %s%s%n",
                    time(line.extract("at", "")),
                    IncidentPrinter.clean(line.extract("incident", "-")),
                    IncidentPrinter.clean(line.extract("what", "")),
                    IncidentPrinter.clean(line.extract("text", "")),
                    by.isEmpty() ? "" : " [" + IncidentPrinter.clean(by) + "]");
        }
    }

    private static void texts(JsonNode why, String field, PrintWriter out) {
        elements(why.extractNode(field, why)).forEach(text -> out.println("  " + IncidentPrinter.clean(text.text())));
    }

    private static void told(JsonNode told, PrintWriter out) {
        var confirmed = told.extract("confirmed", "");
        var due = told.extract("dueAt", "");
        var attempts = told.extract("attempts", 0L);
        out.println("  "
                + IncidentPrinter.clean(told.extract("incident", "") + "  " + told.extract("person", "") + " by "
                        + told.extract("channel", "") + " (" + told.extract("step", "") + "): wanted "
                        + told.extract("wanted", "")
                        + (confirmed.isEmpty() ? ", not confirmed" : ", confirmed " + confirmed)
                        + (attempts == 0
                                ? ", never sent"
                                : ", tried " + attempts + (attempts == 1 ? " time" : " times"))
                        + (due.isEmpty() ? "" : ", due " + time(due))));
        var answer = told.extract("answer", "");
        if (!answer.isEmpty()) {
            out.println(
                    "      " + IncidentPrinter.clean(time(told.extract("answeredAt", "")) + " it answered: " + answer));
        }
    }

    private static String time(String instant) {
        return instant.isEmpty() ? "" : TIME.format(Instant.parse(instant));
    }
}
