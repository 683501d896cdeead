package tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.incident.Update;

/** Updates over the HTTP API. */
class UpdatingTest {
    private final Desk desk = new Desk();

    @Test
    void what_was_told_is_said_and_when_the_next_one_is_due() {
        desk.raise("db-down");

        assertThat(update("status", "identified", "cause", "a leak").extract("says"))
                .isEqualTo("update 1 of db-1: Identified; the next is due at 2026-03-02 12:15:00 UTC; nobody has db-1"
                        + " yet (ack)");

        assertThat(last().status()).isEqualTo(Update.Status.IDENTIFIED);
        assertThat(last().cause()).isEqualTo("a leak");
        assertThat(last().by()).isEqualTo("ann");
        assertThat(update("status", "Mitigating", "next", "5m").extract("says"))
                .isEqualTo("update 2 of db-1: Mitigating; the next is due at 2026-03-02 12:05:00 UTC");
        assertThat(last().cause()).isEqualTo("a leak");
    }

    @Test
    void hostile_words_lose_what_would_break_a_line_and_are_cut() {
        desk.raise("db-down");

        update("issue", "\u202e@everyone\u0007\n<script>" + "x".repeat(20_000), "users", "9".repeat(500));

        assertThat(last().issue()).startsWith("?@everyone  <script>xxx").hasSize(500);
        assertThat(last().users()).hasSize(100);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        status | Fixed | status: 'Fixed' is none of Investigating, Identified, Mitigating, Resolved
        next   | soon  | next: 'soon' is no length of time such as 90s, 15m, 2h or 1d
        next   | 0m    | next: '0m' is not between 1s and 30d
        """)
    void what_cannot_be_meant_is_refused(String field, String text, String said) {
        desk.raise("db-down");

        assertThat(update(field, text).extract("detail")).isEqualTo(said);
        assertThat(desk.open("prod/db").update()).isNull();
    }

    @Test
    void of_what_is_over_nobody_is_told() {
        desk.raise("db-down");
        desk.recover("db-down");
        desk.pass(Duration.ofMinutes(40));

        assertThat(update("issue", "x").extract("detail")).isEqualTo("db-1 is over");
        assertThat(desk.post("/incidents/db-9/updates", JsonObject.create()).extract("status", 0))
                .isEqualTo(404);
    }

    @Test
    void that_it_is_resolved_is_refused_while_an_alarm_stands() {
        desk.raise("db-down");

        var answer = update("status", "Resolved");

        assertThat(answer.extract("status", 0)).isEqualTo(409);
        assertThat(answer.extract("detail"))
                .isEqualTo("status: db-down is in ALARM; nobody is told that it is resolved");
    }

    private Update last() {
        return Objects.requireNonNull(desk.open("prod/db").update());
    }

    private JsonObject update(String... pairs) {
        var body = JsonObject.create();
        for (var pair = 0; pair < pairs.length; pair += 2) {
            body.add(pairs[pair], pairs[pair + 1]);
        }
        return desk.post("/incidents/db-1/updates", body);
    }
}
