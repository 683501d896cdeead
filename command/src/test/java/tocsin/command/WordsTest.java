package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type about an incident, and what they read, without one that runs. */
class WordsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "severity nothing P1 because",
                "severity db-1 P1",
                "mitigating nothing",
                "reassign nothing ada",
                "reassign db-1",
                "merge db-1 nothing",
                "merge db-1",
                "split nothing",
                "update nothing --status Identified",
                "postmortem nothing",
                "close nothing",
                "page",
                "page test",
                "page test ada --list",
                "letter yesterday"
            })
    void what_cannot_be_meant_ends_with_2_and_says_so(String typed) {
        assertThat(tocsin(typed.split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith("tocsin: ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_postmortem_that_is_missing_empty_or_too_long_is_not_sent() throws IOException {
        var missing = folder.resolve("missing.md");
        assertThat(tocsin("close", "db-1", "--postmortem", missing.toString())).isEqualTo(2);

        var empty = Files.writeString(folder.resolve("empty.md"), " \n");
        assertThat(tocsin("close", "db-1", "--postmortem", empty.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("empty.md is empty");

        var much = Files.writeString(folder.resolve("much.md"), "x".repeat(102_401));
        assertThat(tocsin("close", "db-1", "--postmortem", much.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("much.md has 102401 bytes; at most 102400 are kept");
    }

    @Test
    void why_is_read_from_top_to_bottom_and_nothing_in_it_moves_the_cursor() {
        WhyCommand.print(json("""
                {"of": "db-down", "stands": ["db-1 is open as P0"], "because": ["it paged\\u001b[2J at noon"],
                 "told": [{"incident": "db-1", "generation": 1, "step": "pager", "person": "team",
                   "channel": "pagerduty", "says": "P0 db-1", "wanted": "TRIGGERED", "confirmed": "TRIGGERED",
                   "attempts": 2, "answer": "202 Event processed", "answeredAt": "2026-03-02T12:00:03Z"},
                  {"incident": "db-1", "generation": 1, "step": "backup-1", "person": "owner", "channel": "sms",
                   "says": "P0 db-1", "wanted": "TRIGGERED", "attempts": 0, "dueAt": "2026-03-02T12:06:00Z"}],
                 "story": [{"at": "2026-03-02T12:00:00Z", "incident": "db-1", "what": "opened", "text": "db-1 opened"},
                  {"at": "2026-03-02T12:00:01Z", "what": "acknowledged", "text": "ann has it", "by": "ann"}]}
                """), new PrintWriter(out, true));

        assertThat(out.toString()).isEqualTo("""
                  db-1 is open as P0

                why
                  it paged [2J at noon

                who was told
                  db-1  team by pagerduty (pager): wanted TRIGGERED, confirmed TRIGGERED, tried 2 times
                      03-02 12:00:03 it answered: 202 Event processed
                  db-1  owner by sms (backup-1): wanted TRIGGERED, not confirmed, never sent, due 03-02 12:06:00

                what was decided (UTC)
                  03-02 12:00:00  db-1       opened        db-1 opened
                  03-02 12:00:01  -          acknowledged  ann has it [ann]
                """);
    }

    @Test
    void the_last_update_is_read_field_by_field_and_without_one_it_is_said_how_to_tell() {
        new UpdatePrinter(new PrintWriter(out, true)).print("db-1", json("""
                {"incident": {"update": {"number": 2, "severity": "P1", "status": "IDENTIFIED",
                  "started": "2026-03-02T12:00:00Z", "at": "2026-03-02T12:03:00Z", "by": "ann",
                  "issue": "the pool is full", "impact": "nobody can log in", "users": "", "cause": "",
                  "mitigation": "", "expected": "12:30 UTC", "next": "2026-03-02T12:18:00Z"}}}
                """));

        assertThat(out.toString()).isEqualTo("""
                update 2 of db-1
                  severity      P1
                  status        Identified
                  started       2026-03-02 12:00:00 UTC
                  updated       2026-03-02 12:03:00 UTC
                  by            ann
                  issue         the pool is full
                  impact        nobody can log in
                  expected      12:30 UTC
                  next update   2026-03-02 12:18:00 UTC
                """);
        var none = json("{\"incident\": {}}");
        assertThatThrownBy(() -> new UpdatePrinter(new PrintWriter(out, true)).print("db-1", none))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("nobody has been told of db-1 yet: ");
    }

    private static JsonNode json(String text) {
        return JsonNodeMapper.builder().build().fromJson(text);
    }

    private int tocsin(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
