package tocsin.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.alarm.Transition;

/**
 * The draft of what is written about an incident once it is over: what is known stands there, what is for people to
 * say is asked. A pure function of the incident and its story.
 *
 * @param story all of it, in its order
 * @param loses what users lose without the service
 */
public record Postmortem(Incident incident, List<StoryEntry> story, String loses) {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    /** A document that people read: of a longer story its beginning and its end. */
    private static final int MOST_ENTRIES = 400;

    private static final int LONGEST = 1_500;

    public Postmortem {
        story = List.copyOf(story);
    }

    /** The draft as Markdown; what came from outside is escaped. */
    public String markdown() {
        var lines = new ArrayList<String>();
        lines.add("# Postmortem of " + safe(incident.id()));
        lines.add("");
        summary(lines);
        section(
                lines,
                "What users saw",
                "_For people: what did not work, for whom, how many of them, how did they tell us?_");
        impact(lines);
        section(lines, "Timeline (UTC)", null);
        timeline(lines);
        section(lines, "Who did what", null);
        people(lines);
        section(lines, "Evidence", null);
        incident.signals().forEach(signal -> evidence(lines, signal));
        log(lines);
        deployments(lines);
        section(lines, "What the runbooks did, and whether it helped", null);
        runs(lines);
        section(lines, "Root cause", "_For people: what was it, and why was it possible?_");
        cause(lines);
        section(
                lines,
                "What would have gone otherwise",
                "_For people: what went well, what went badly, where were we lucky?_");
        section(lines, "Follow-ups", null);
        lines.add("- [ ] what keeps it from happening again: ");
        lines.add("- [ ] what would have told us earlier: ");
        lines.add("- [ ] the runbook says what was learnt: ");
        return String.join("\n", lines) + "\n";
    }

    private static void section(List<String> lines, String title, @Nullable String question) {
        lines.add("");
        lines.add("## " + title);
        lines.add("");
        if (question != null) {
            lines.add(question);
        }
    }

    private void summary(List<String> lines) {
        lines.add("| | |");
        lines.add("| --- | --- |");
        row(lines, "service", incident.ref().partition());
        row(lines, "severity", incident.severity() + ", because " + incident.because());
        row(lines, "users lost", loses);
        row(lines, "opened", Said.time(incident.openedAt()));
        row(lines, "acknowledged", after(incident.acknowledgedAt(), unacknowledged()));
        row(lines, "mitigated (no alarm stood any more)", after(last("monitoring"), "not before it was resolved"));
        row(lines, "resolved", after(incident.resolvedAt(), "not yet"));
    }

    /** Whoever answered a run has responded, though nobody acknowledged. */
    private String unacknowledged() {
        return story.stream()
                .filter(entry -> entry.by() != null && entry.what().startsWith("run"))
                .findFirst()
                .map(entry ->
                        "by nobody; " + entry.by() + " responded at " + after(entry.at(), "") + ": " + entry.text())
                .orElse("by nobody");
    }

    private static void row(List<String> lines, String name, String value) {
        lines.add("| " + safe(name) + " | " + safe(value) + " |");
    }

    private String after(@Nullable Instant instant, String otherwise) {
        return instant == null
                ? otherwise
                : Said.time(instant) + ", " + length(Duration.between(incident.openedAt(), instant))
                        + " after it began";
    }

    /** "1 h 4 min", "3 min 20 s". */
    private static String length(Duration time) {
        var parts = new ArrayList<String>();
        part(parts, time.toHours(), "h");
        part(parts, time.toMinutesPart(), "min");
        if (time.toHours() == 0) {
            part(parts, time.toSecondsPart(), "s");
        }
        return parts.isEmpty() ? "0 s" : String.join(" ", parts);
    }

    private static void part(List<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(count + " " + unit);
        }
    }

    private @Nullable Instant last(String what) {
        return story.stream()
                .filter(entry -> entry.what().equals(what))
                .map(StoryEntry::at)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private void impact(List<String> lines) {
        var update = incident.update();
        if (update != null) {
            lines.add("");
            lines.add("The last update said: " + safe(update.issue()) + "; " + safe(update.impact())
                    + (update.users().isEmpty() ? "" : "; users: " + safe(update.users())));
        }
    }

    private void cause(List<String> lines) {
        var update = incident.update();
        if (update != null && !update.cause().isEmpty()) {
            lines.add("");
            lines.add("The last update said: " + safe(update.cause()));
        }
    }

    private void timeline(List<String> lines) {
        lines.add("| when | what | | who |");
        lines.add("| --- | --- | --- | --- |");
        var half = MOST_ENTRIES / 2;
        for (var position = 0; position < story.size(); position++) {
            if (story.size() > MOST_ENTRIES && position == half) {
                lines.add("| | ... | " + (story.size() - MOST_ENTRIES) + " entries are left out; tocsin show "
                        + safe(incident.id()) + " has them | |");
                position = story.size() - half;
            }
            var entry = story.get(position);
            lines.add("| " + CLOCK.format(entry.at()) + " | " + safe(entry.what()) + " | " + safe(entry.text()) + " | "
                    + who(entry) + " |");
        }
    }

    private static String who(StoryEntry entry) {
        return entry.by() == null ? "Tocsin" : safe(entry.by());
    }

    private void people(List<String> lines) {
        var acts = new LinkedHashMap<String, List<String>>();
        for (var entry : story) {
            if (entry.by() != null) {
                acts.computeIfAbsent(entry.by(), name -> new ArrayList<>())
                        .add(safe(entry.what()) + " (" + CLOCK.format(entry.at()) + ")");
            }
        }
        acts.forEach((name, what) -> lines.add("- " + safe(name) + ": " + String.join(", ", what)));
        if (acts.isEmpty()) {
            lines.add("Nobody did anything that was seen here.");
        }
    }

    private static void evidence(List<String> lines, Signal signal) {
        var transition = signal.transition();
        lines.add("- " + safe(transition.alarm()) + ": " + transition.state() + " since "
                + Said.time(transition.at()) + observed(transition) + "; " + signal.severity() + ", because "
                + safe(signal.because()));
        var reason = transition.reason();
        if (reason != null && !reason.isBlank()) {
            lines.add("  - CloudWatch: " + safe(reason));
        }
    }

    private void log(List<String> lines) {
        var trouble = incident.trouble();
        if (trouble != null && !trouble.lines().isEmpty()) {
            lines.add("- the log " + safe(trouble.group()) + ":");
            trouble.lines().forEach(line -> lines.add("  - " + safe(line)));
        }
    }

    private static String observed(Transition transition) {
        return (transition.observed() == null ? "" : ", observed " + transition.observed())
                + (transition.threshold() == null ? "" : ", threshold " + transition.threshold());
    }

    private void deployments(List<String> lines) {
        entries("deployed"::equals).forEach(entry -> lines.add("- " + safe(entry.text())));
    }

    private List<StoryEntry> entries(Predicate<String> what) {
        return story.stream().filter(entry -> what.test(entry.what())).toList();
    }

    private void runs(List<String> lines) {
        if (incident.runs().isEmpty()) {
            lines.add("No runbook was run.");
        }
        for (var run : incident.runs()) {
            var id = incident.id() + "/" + run.number();
            lines.add("- " + safe(id) + ", " + safe(run.runbook()) + ": " + helped(id));
            for (var entry : entries(what -> what.startsWith("run"))) {
                if (isOf(entry, id)) {
                    lines.add("  - " + CLOCK.format(entry.at()) + " " + safe(entry.text()));
                }
            }
        }
    }

    private static boolean isOf(StoryEntry entry, String id) {
        return entry.text().startsWith(id + ":") || entry.text().startsWith(id + " ");
    }

    /** What its last word was: only what was proven is said to have helped. */
    private String helped(String id) {
        var last = entries(what -> what.startsWith("run ")).stream()
                .filter(entry -> isOf(entry, id))
                .map(StoryEntry::what)
                .filter(what -> !what.equals("run asks"))
                .reduce((earlier, later) -> later);
        return switch (last.orElse("")) {
            case "run proven" -> "it helped: proven";
            case "run failed" -> "it did not help";
            case "run ended" -> "it ended without a change to be proven";
            default -> "it was not seen to end";
        };
    }

    private static String safe(String text) {
        return Markdown.line(text, LONGEST);
    }
}
