package tocsin.command;

import io.avaje.json.node.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.TreeSet;

/** A plan as people read it: what each step reads, what it would change, and what it may not. */
final class PlanPrinter {
    private final PrintWriter out;

    PlanPrinter(PrintWriter out) {
        this.out = out;
    }

    void print(JsonNode plan) {
        out.println(plan.extract("runbook") + ", \"" + plan.extract("title") + "\", of " + plan.extract("service")
                + " (mode " + plan.extract("mode") + ")");
        var because = plan.extract("because", "");
        if (!because.isEmpty()) {
            out.println("  it would ask, or wait: " + because);
        }
        var targets = new TreeSet<String>();
        for (var step : OnCallCommand.elements(plan.extractNode("steps", plan))) {
            step(step);
            var target = step.extract("target", "");
            if (!target.isEmpty()) {
                targets.add(target);
            }
        }
        out.println();
        out.println(
                targets.isEmpty()
                        ? "It would change nothing."
                        : "It would touch nothing but " + String.join(", ", targets) + ".");
        out.println("plan " + plan.extract("identity") + "; nothing has been changed");
    }

    /** What each of its steps may not, and why. */
    static List<String> refusals(JsonNode plan) {
        return OnCallCommand.elements(plan.extractNode("steps", plan)).stream()
                .filter(step -> !step.extract("refusal", "").isEmpty())
                .map(step -> IncidentPrinter.clean(step.extract("id") + ": " + step.extract("refusal")))
                .toList();
    }

    private void step(JsonNode step) {
        var kind = step.extract("kind");
        var says = step.extract("says");
        var mark = switch (kind) {
            case "changes" -> "~ ";
            case "asks" -> "? ";
            case "left out" -> "- ";
            default -> "  ";
        };
        out.println(mark + step.extract("id") + ": " + says);
        detail("on ", step.extract("target", ""));
        detail("may not: ", step.extract("refusal", ""));
        detail("could not be taken back: ", step.extract("stays", ""));
    }

    private void detail(String what, String text) {
        if (!text.isEmpty()) {
            out.println("      " + what + text);
        }
    }
}
