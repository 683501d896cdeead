package tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tocsin.incident.Phase;

/** What is written about an incident, and that it is closed. */
class ClosingTest {
    private final Desk desk = new Desk();

    private void over(String alarm) {
        desk.raise(alarm);
        desk.pass(Duration.ofMinutes(3));
        desk.post("/incidents/db-1/ack", JsonObject.create());
        desk.pass(Duration.ofMinutes(10));
        desk.recover(alarm);
        desk.pass(Duration.ofMinutes(31));
    }

    @Test
    void a_P0_is_not_closed_without_a_postmortem_and_with_it_it_is() {
        over("db-down");

        assertThat(close("").extract("detail"))
                .isEqualTo("db-1 was a P0: it is closed with its postmortem only (tocsin postmortem db-1 --write FILE,"
                        + " then close db-1 --postmortem FILE)");
        assertThat(desk.ended("prod/db", 1).phase()).isEqualTo(Phase.RESOLVED);

        assertThat(close("# It was a leak\r\n\u0007").extract("says")).isEqualTo("db-1 is closed");

        assertThat(desk.ended("prod/db", 1).phase()).isEqualTo(Phase.CLOSED);
        assertThat(desk.texts("prod/db", 1, "closed")).containsExactly("closed, with its postmortem");
        var kept = postmortem();
        assertThat(kept.extract("kept", false)).isTrue();
        assertThat(kept.extract("markdown")).isEqualTo("# It was a leak\n ");
        assertThat(close("# Again").extract("detail")).isEqualTo("db-1 is closed already");
        assertThat(postmortem().extract("markdown")).startsWith("# It was a leak");
    }

    @Test
    void a_P3_is_closed_as_it_is() {
        over("db-slow");

        assertThat(close("").extract("says")).isEqualTo("db-1 is closed");
        assertThat(desk.texts("prod/db", 1, "closed")).containsExactly("closed");
    }

    @Test
    void what_is_not_over_is_not_closed() {
        desk.raise("db-slow");
        assertThat(close("").extract("detail")).isEqualTo("db-1 is not over: resolve it first");

        desk.recover("db-slow");
        assertThat(close("").extract("detail")).isEqualTo("db-1 is not over: resolve it first");
    }

    @Test
    void more_than_100_KB_are_refused() {
        over("db-down");

        assertThat(close("é".repeat(60_000)).extract("detail"))
                .isEqualTo("postmortem: it has 120000 bytes; at most 102400 are kept");
        assertThat(close("x".repeat(102_400)).extract("says")).isEqualTo("db-1 is closed");
    }

    @Test
    void the_draft_has_the_times_and_who_did_what_and_asks_what_is_for_people_to_say() {
        over("db-down");

        var draft = postmortem().extract("markdown");

        assertThat(draft)
                .startsWith("# Postmortem of db-1\n")
                .contains("| service | prod/db |")
                .contains("| severity | P0, because it is down |")
                .contains("| acknowledged | 2026-03-02 12:03:00 UTC, 3 min after it began |")
                .contains("2026-03-02 12:13:00 UTC, 13 min after it began |")
                .contains("| resolved | 2026-03-02 12:43:00 UTC, 43 min after it began |")
                .contains("| 03-02 12:03:00 | acknowledged | ann has it \\(by command\\) | ann |")
                .contains("- ann: acknowledged (03-02 12:03:00)")
                .contains("- db-down: OK since 2026-03-02 12:13:00 UTC, threshold 80.0; P0, because it is down")
                .contains("No runbook was run.")
                .contains("\n- [ ] what keeps it from happening again: \n")
                .contains("_For people: what went well, what went badly, where were we lucky?_");
        assertThat(postmortem().extract("kept", true)).isFalse();
    }

    private JsonObject postmortem() {
        return desk.get("/incidents/db-1/postmortem", JsonObject.create());
    }

    private JsonObject close(String text) {
        return desk.post("/incidents/db-1/close", JsonObject.create().add("postmortem", text));
    }
}
