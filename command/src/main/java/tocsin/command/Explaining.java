package tocsin.command;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.Facts;
import tocsin.alarm.MessageReader;
import tocsin.alarm.Received;
import tocsin.config.Configuration;
import tocsin.incident.Decided;
import tocsin.incident.View;
import tocsin.triage.Triage;

/** What a payload is, and what would be decided about it: judged with nothing stored, at the message's own instant. */
final class Explaining {
    private final MessageReader reader = new MessageReader();
    private final Triage triage;

    Explaining(Configuration configuration) {
        triage = new Triage(configuration);
    }

    /** One record for each message that the payload holds. */
    List<JsonObject> explain(String payload, Instant receivedAt) {
        return reader.read(payload, receivedAt).stream().map(this::explain).toList();
    }

    /** The records of one file as one object. */
    static JsonObject file(String name, List<JsonObject> records) {
        var list = JsonArray.create();
        records.forEach(list::add);
        return JsonObject.create().add("file", name).add("records", list);
    }

    private JsonObject explain(Received received) {
        var facts = Facts.of(received);
        if (received instanceof Received.Alarmed alarmed) {
            var placed = triage.place(alarmed.transition());
            var decided = triage.moved(
                            View.EMPTY, List.of(placed), alarmed.transition().at())
                    .decided()
                    .getFirst();
            text(facts, "service", placed.service() == null ? null : placed.partition());
            text(
                    facts,
                    "severity",
                    decided.severity() == null ? null : decided.severity().name());
            facts.add("decision", word(decided.outcome()));
            facts.add("hears", decided.hears());
            facts.add("why", decided.because());
        }
        if (received instanceof Received.Deployed deployed) {
            var services = triage.deployedTo(deployed);
            text(facts, "service", services.isEmpty() ? null : String.join(", ", services));
            facts.add("decision", services.isEmpty() ? "kept" : "noted");
            facts.add(
                    "why",
                    services.isEmpty()
                            ? "no service has the " + deployed.resource() + " " + deployed.name()
                                    + " among its resources"
                            : "it stands beside what goes wrong there until 2 h after it");
        }
        if (received instanceof Received.Health told) {
            touches(facts, triage.touched(told), "it joins their incidents, or is mailed once");
        }
        if (received instanceof Received.OfDatabase told) {
            touches(facts, triage.touched(told), "it joins their incidents, or is a record of theirs");
        }
        return facts;
    }

    private static void touches(JsonObject facts, List<String> services, String why) {
        text(facts, "service", services.isEmpty() ? null : String.join(", ", services));
        facts.add("decision", services.isEmpty() ? "kept" : "noted");
        facts.add("why", services.isEmpty() ? "it touches no service of tocsin.yaml" : why);
    }

    private static void text(JsonObject facts, String name, @Nullable String text) {
        if (text != null) {
            facts.add(name, text);
        }
    }

    private static String word(Decided.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
