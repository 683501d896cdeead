package tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonObject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.config.Pattern;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.config.Severity;
import tocsin.config.TestingConfiguration;
import tocsin.maintenance.Announcing;
import tocsin.maintenance.Window;
import tocsin.state.Keys;

/** Maintenance over the HTTP API, planned on a Monday noon: where, for what, and which one is meant. */
class UpkeepTest {
    private static final Announcing ANNOUNCING = new Announcing(
            new Reach(Reach.Kind.MAIL, new Secret("tocsin/users"), null),
            null,
            null,
            Announcing.OBJECT,
            Announcing.MAIL_AHEAD,
            Announcing.BANNER_AHEAD,
            Announcing.CHECKLIST,
            Announcing.EMERGENCY,
            Announcing.AGAIN);

    private final Desk desk = desk(
            window(DayOfWeek.THURSDAY, List.of(), new Pattern("{\"alarm\":[\"x\"]}"), "some alarms"),
            window(DayOfWeek.FRIDAY, List.of("db"), null, "databases"),
            window(DayOfWeek.SUNDAY, List.of(), null, "all"));

    private static Desk desk(Window... windows) {
        return new Desk(
                TestingConfiguration.small().withWindows(List.of(windows)).withMaintenance(ANNOUNCING));
    }

    private static Window window(DayOfWeek day, List<String> services, @Nullable Pattern match, String because) {
        return Window.weekly(
                day,
                LocalTime.of(2, 0),
                LocalTime.of(4, 0),
                ZoneOffset.UTC,
                services,
                List.of(Severity.P0),
                match,
                because);
    }

    private JsonObject plan(String... pairs) {
        return desk.post("/maintenance", body(pairs));
    }

    private static JsonObject body(String... pairs) {
        var body = JsonObject.create();
        for (var pair = 0; pair < pairs.length; pair += 2) {
            body.add(pairs[pair], pairs[pair + 1]);
        }
        return body;
    }

    private JsonObject begin(String what, String stage) {
        return plan("what", what, "stage", stage, "at", "now");
    }

    /** What users are mailed, by what it is about. */
    private List<String> mails() {
        return desk.ports.table.query("maintenance", Keys.pages(0), false, 100, null).rows().stream()
                .map(row -> row.key().sk())
                .filter(key -> key.endsWith("/users/mail"))
                .map(key -> key.replaceFirst(".*page#0/", "").replace("/users/mail", ""))
                .toList();
    }

    private String listed() {
        return desk.call("GET", "/maintenance", JsonObject.create(), "", Desk.ANN)
                .extract("body");
    }

    @Test
    void a_stage_that_users_do_not_see_is_told_to_none_of_them() {
        assertThat(begin("rehearsal", "staging").extract("says"))
                .isEqualTo("maintenance-1 has begun, until 2026-03-02 14:00:00 UTC; nobody is mailed, since users do"
                        + " not see staging");
        desk.post("/maintenance/-/end", JsonObject.create().add("anyway", true));
        assertThat(mails()).isEmpty();
        assertThat(desk.texts("maintenance", 1, "announced"))
                .containsExactly("maintenance-1: nobody is mailed: users do not see staging");

        assertThat(begin("the real thing", "prod").extract("says"))
                .isEqualTo("maintenance-2 has begun, until 2026-03-02 14:00:00 UTC; users are mailed now, which is"
                        + " LATE: 0 s ahead, not 72 h");
        desk.post("/maintenance/-/end", JsonObject.create().add("anyway", true));
        assertThat(mails()).containsExactlyInAnyOrder("announce-2", "over-2");
    }

    @Test
    void a_plan_for_staging_leaves_production_its_window() {
        assertThat(plan("what", "rehearsal", "stage", "staging", "services", "api")
                        .extract("says"))
                .startsWith("maintenance-1 is planned for Sunday, 8 March 2026");
        assertThat(listed()).doesNotContain("mailAt");
        assertThat(plan("what", "the real thing", "services", "api").extract("says"))
                .startsWith("maintenance-2 is planned for Sunday, 8 March 2026");
    }

    @Test
    void a_window_is_for_its_own_services_and_one_of_some_alarms_is_nobody_s_to_plan_in() {
        assertThat(plan("what", "a larger disk").extract("says"))
                .startsWith("maintenance-1 is planned for Friday, 6 March 2026");
        assertThat(listed()).contains("\"services\":[\"db\"]");
        assertThat(plan("what", "certificates", "services", "api").extract("says"))
                .startsWith("maintenance-2 is planned for Sunday, 8 March 2026");

        plan("what", "by the hour", "services", "web", "at", "2026-03-05T02:00:00Z");
        assertThat(listed()).doesNotContain("\"slot\":{\"window\":\"some alarms\"");
    }

    @Test
    void which_one_is_meant_is_to_be_said_where_there_are_several() {
        begin("one", "prod");
        begin("another", "prod");

        var refused = desk.post("/maintenance/-/end", JsonObject.create());
        assertThat(refused.extract("status", 0)).isEqualTo(400);
        assertThat(refused.extract("detail"))
                .isEqualTo("id: missing, and several are under way: maintenance-1 (one, says ann), maintenance-2"
                        + " (another, says ann)");
        assertThat(desk.post("/maintenance/maintenance-2/end", body("at", "30m"))
                        .extract("says"))
                .isEqualTo("maintenance-2 ends at 2026-03-02 12:30:00 UTC");
        assertThat(desk.post("/maintenance/maintenance-2/end", JsonObject.create())
                        .extract("says"))
                .startsWith("maintenance-2 is over once the smoke tests pass");
        assertThat(desk.post(
                                "/maintenance/maintenance-2/end",
                                JsonObject.create().add("anyway", true))
                        .extract("says"))
                .isEqualTo("maintenance-2 is over; what it held is looked at now");
        assertThat(desk.post("/maintenance/-/start", JsonObject.create()).extract("detail"))
                .isEqualTo("id: missing, and nothing is planned");
    }

    @Test
    void asked_for_once_more_it_is_so_already_and_in_the_past_it_is_refused() {
        var sunday = "2026-03-08T02:00:00Z";
        plan("what", "certificates", "at", sunday);
        assertThat(plan("what", "certificates", "at", sunday).extract("says"))
                .isEqualTo("maintenance-1: it is so already");
        assertThat(plan("what", "certificates", "at", sunday, "for", "3h").extract("detail"))
                .startsWith("maintenance-1 is planned already, until 2026-03-08 04:00:00 UTC and but for P0: ");
        assertThat(plan("what", "late", "at", "2026-02-27T12:00:00Z", "for", "7d")
                        .extract("detail"))
                .isEqualTo("it would have begun at 2026-02-27 12:00:00 UTC, which has passed");
        desk.ports.clock.advance(Duration.ofHours(1));
        assertThat(desk.post("/maintenance/maintenance-1/end", JsonObject.create())
                        .extract("says"))
                .isEqualTo("maintenance-1 is called off");
    }
}
