package tocsin.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.config.Severity;

/** What the demo's incident says in the course of its life, and what an alarm says that means harm. */
final class TestingMessages {
    private static final String SUMMARY =
            "P1 db-1 everything that reads or writes: valine-prod-db-connections 93 (threshold 80)";

    private static final Button ACKNOWLEDGE =
            new Button("Acknowledge", "https://api.example.com/p/db-1?do=acknowledge", Button.Kind.ACKNOWLEDGE);
    private static final Button PLAN = new Button("See plan", "https://api.example.com/p/db-1", Button.Kind.SEE);

    /** What harms somewhere: mentions, links of each kind, HTML, Markdown, a turn of the writing, control characters. */
    static final String HOSTILE =
            "@everyone <!channel> <@U01> <https://evil.example|click> [click](https://evil.example)"
                    + " <script>alert(1)</script> **bold** `code` ~~gone~~ # big > quoted || hidden || ${page.key}"
                    + " \u202Egnp.exe\u202C\u0000\u0007\u200B\r\nBcc: all@example.com\n\uD83D";

    private TestingMessages() {}

    static Message page() {
        return message("nobody has it yet", Map.of()).withTold(3);
    }

    static Message update() {
        var run = Map.of("run 1", "connection-pool: ended those that were idle for more than 5 s");
        return message("ann has it (by command)", run)
                .withTold(6)
                .withNews(List.of(
                        "ann has it (by command)",
                        "db-1/1 asks: may it end the connections of project-valine-prod that are idle?",
                        "db-1/1: ended those that were idle for more than 5 s"));
    }

    static Message resolved() {
        return message("resolved at 2026-02-02 03:58:12 UTC", Map.of())
                .withTold(7)
                .withNews(List.of("every alarm is OK for 30m"));
    }

    /** Everything that comes from outside means harm, and is long. */
    static Message hostile() {
        var details = new LinkedHashMap<String, String>();
        details.put("status", "nobody has it yet");
        details.put("alarms", HOSTILE);
        details.put("reason", (HOSTILE + " ").repeat(60)); // more than 10 KB
        details.put(HOSTILE, "x");
        return Message.of("api-42", "prod/api", Severity.P0, "tocsin-prod/api-42-1", "P0 api-42 " + HOSTILE, details);
    }

    private static Message message(String status, Map<String, String> runs) {
        var details = new LinkedHashMap<String, String>();
        details.put("status", status);
        details.put("alarms", "valine-prod-db-connections 93 (threshold 80)");
        details.put("since", "2026-02-02 03:12:12 UTC");
        details.putAll(runs);
        details.put("deployed", "valine-prod-api version 41 at 2026-02-02 02:40:00 UTC, by ann");
        details.put("severity", "P1, because the pool is nearly full");
        details.put(
                "reason",
                "Threshold Crossed: 1 out of the last 1 datapoints [93.0 (02/02/26 03:11:00)] was greater than the"
                        + " threshold (80.0) (minimum 1 datapoint for OK -> ALARM transition).");
        details.put("incident", "db-1");
        return Message.of("db-1", "prod/db", Severity.P1, "tocsin-prod/db-1-1", SUMMARY, details)
                .withLinks(List.of(ACKNOWLEDGE, PLAN));
    }
}
