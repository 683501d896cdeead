package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonNodeMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RotaCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void who_is_on_call_is_a_calendar_in_the_rota_s_zone_and_in_utc() {
        print("""
                {"at": "2026-03-25T12:00:00Z", "until": "2026-04-08T12:00:00Z", "rotas": [{
                   "rota": "primary", "zone": "Europe/Berlin",
                   "now": {"person": "bob", "from": "2026-03-23T08:00:00Z", "to": "2026-03-28T19:00:00Z",
                           "because": "turn"},
                   "next": {"from": "2026-03-28T19:00:00Z", "to": "2026-03-29T06:00:00Z",
                            "because": "nobody has it"},
                   "shifts": [
                     {"person": "bob", "from": "2026-03-23T08:00:00Z", "to": "2026-03-28T19:00:00Z",
                      "because": "turn"},
                     {"from": "2026-03-28T19:00:00Z", "to": "2026-03-29T06:00:00Z", "because": "nobody has it"},
                     {"person": "cy", "from": "2026-03-29T06:00:00Z", "to": "2026-03-30T07:00:00Z",
                      "because": "override o-1 by ann"}]}],
                 "overrides": [{"id": "o-1", "rota": "primary", "person": "cy",
                   "from": "2026-03-29T06:00:00Z", "to": "2026-03-30T07:00:00Z", "by": "ann",
                   "at": "2026-03-25T12:00:00Z"}]}
                """);

        assertThat(out.toString()).isEqualTo("""
                primary at Wed 2026-03-25 13:00 (Europe/Berlin, 03-25 12:00 UTC)
                  now   bob until Sat 2026-03-28 20:00
                  next  NOBODY until Sun 2026-03-29 08:00

                  FROM                  TO                    FROM - TO (UTC)            WHO     BECAUSE
                  Mon 2026-03-23 09:00  Sat 2026-03-28 20:00  03-23 08:00 - 03-28 19:00  bob     turn
                  Sat 2026-03-28 20:00  Sun 2026-03-29 08:00  03-28 19:00 - 03-29 06:00  NOBODY  nobody has it
                  Sun 2026-03-29 08:00  Mon 2026-03-30 09:00  03-29 06:00 - 03-30 07:00  cy      override o-1 by ann

                o-1: cy has primary from 03-29 06:00 to 03-30 07:00 UTC, says ann
                """);
    }

    @Test
    void without_rotas_it_is_said_who_keeps_them() {
        print("{\"at\": \"2026-03-25T12:00:00Z\", \"rotas\": [], \"overrides\": []}");

        assertThat(out.toString())
                .isEqualTo("tocsin.yaml has no rotas: who is on call is kept elsewhere (PagerDuty)\n");
    }

    @Test
    void an_override_without_its_times_ends_with_2() {
        assertThat(tocsin("oncall", "override", "ada")).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("tocsin: expected PERSON FROM TO, such as: oncall override ada now 12h\n");
    }

    @Test
    void what_cannot_stand_together_ends_with_2() {
        assertThat(tocsin("oncall", "--ics", "--json")).isEqualTo(2);
        assertThat(tocsin("oncall", "override", "ada", "--withdraw", "o-1")).isEqualTo(2);
    }

    private void print(String json) {
        new RosterPrinter(new PrintWriter(out, true))
                .print(JsonNodeMapper.builder().build().fromJson(json));
    }

    private int tocsin(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
