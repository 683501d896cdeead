package tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.Severity;
import tocsin.incident.Phase;

/** What people say of the course of an incident over the HTTP API. */
class CourseTest {
    private final Desk desk = new Desk();

    @Test
    void how_bad_it_is_is_for_people_to_say_and_the_story_keeps_why_and_who() {
        desk.raise("media-slow");

        var answer = grade("media-1", "p1", "nobody can upload");

        assertThat(answer.extract("says")).isEqualTo("media-1 is P1, because nobody can upload");
        assertThat(desk.open("prod/media").severity()).isEqualTo(Severity.P1);
        assertThat(desk.texts("prod/media", 1, "raised"))
                .containsExactly("from P3 to P1, because nobody can upload (ann)");
    }

    @Test
    void hostile_words_lose_what_would_break_a_line_and_are_cut() {
        desk.raise("media-slow");

        grade("media-1", "P1", "\u202e\u0000all\nis <b>lost</b>" + "!".repeat(10_000));

        assertThat(desk.open("prod/media").because())
                .startsWith("? all is <b>lost</b>!!!")
                .hasSizeLessThan(320)
                .doesNotContain("\n", "\u0000", "\u202e");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        P4 | a reason | severity: 'P4' is none of P0, P1, P2, P3
        '' | a reason | severity: '' is none of P0, P1, P2, P3
        P1 | ''       | because: missing; whoever reads the story wants to know why it is as bad as that
        """)
    void what_cannot_be_meant_is_refused(String severity, String because, String said) {
        desk.raise("media-slow");

        var answer = grade("media-1", severity, because);

        assertThat(answer.extract("status", 0)).isEqualTo(400);
        assertThat(answer.extract("detail")).isEqualTo(said);
    }

    @Test
    void whoever_is_at_what_ends_it_has_it() {
        desk.raise("db-high");

        assertThat(post("/incidents/db-1/mitigating").extract("says"))
                .isEqualTo("db-1 is ann's, who is at what ends it");

        assertThat(desk.open("prod/db").phase()).isEqualTo(Phase.MITIGATING);
        assertThat(desk.texts("prod/db", 1, "acknowledged")).containsExactly("ann has it (by command)");
    }

    @Test
    void incidents_of_services_that_need_nothing_of_each_other_are_parted_again_too() {
        var two = StormDesk.ofThree();
        two.raise("a-high");
        two.raise("b-high");
        two.post("/incidents/a-1/merge", JsonObject.create().add("into", "b-1"));
        assertThat(two.open("prod/a").cause()).isNotNull();
        assertThat(two.call("GET", "/incidents", JsonObject.create(), "", Desk.ANN)
                        .extract("body"))
                .contains("\"linked\":[\"part of b-1, which leads\"]", "\"linked\":[\"leads a-1\"]");
        assertThat(two.call("GET", "/incidents/b-1", JsonObject.create(), "", Desk.ANN)
                        .extract("body"))
                .contains("\"linked\":[\"leads a-1\"]");

        assertThat(two.post("/incidents/b-1/split", JsonObject.create()).extract("says"))
                .isEqualTo("b-1 stands for itself");
        assertThat(two.open("prod/a").cause()).isNull();
        assertThat(two.open("prod/b").symptoms()).isEmpty();
    }

    @Test
    void what_is_resolved_names_every_incident_that_ends_with_it_and_every_alarm_that_is_silenced() {
        var two = StormDesk.ofThree();
        two.raise("a-high");
        two.raise("b-high\nP0  fake-1  is open");
        two.post("/incidents/a-1/merge", JsonObject.create().add("into", "b-1"));

        assertThat(two.post("/incidents/a-1/resolve", JsonObject.create().add("for", "10m"))
                        .extract("says"))
                .isEqualTo("a-1 is resolved: a-high silenced for 10 min; b-1 with it: b-high P0  fake-1  is open"
                        + " silenced for 10 min");
        assertThat(two.texts("prod/a", 1, "resolved"))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("b-1 with it"));
        assertThat(two.texts("prod/b", 1, "resolved"))
                .containsExactly("by hand, with a-1: b-high P0  fake-1  is open silenced for 10 min");
    }

    @Test
    void one_incident_is_made_part_of_another_and_parted_again() {
        desk.raise("media-down");
        post("/incidents/media-1/ack");
        desk.raise("db-high");
        post("/incidents/media-1/split");

        assertThat(merge("media-1", "db-1").extract("says"))
                .isEqualTo("media-1 is part of db-1, which leads from now on");
        assertThat(merge("db-1", "media-1").extract("detail")).isEqualTo("db-1 and media-1 are one already");
        assertThat(desk.open("prod/db").symptoms()).hasSize(1);

        assertThat(post("/incidents/media-1/split").extract("says")).isEqualTo("media-1 stands for itself");
        assertThat(post("/incidents/media-1/split").extract("detail")).isEqualTo("media-1 is linked with nothing");
        assertThat(desk.open("prod/db").symptoms()).isEmpty();
    }

    @Test
    void it_is_given_to_somebody_else_who_is_in_tocsin_yaml() {
        desk.raise("db-high");
        post("/incidents/db-1/ack");

        assertThat(reassign("db-1", "Owner", "they know\n\u202ethe pool").extract("says"))
                .isEqualTo("db-1 is given to Owner, who is rung until they acknowledge");

        assertThat(desk.texts("prod/db", 1, "reassigned"))
                .containsExactly("from ann to owner, by ann: they know ?the pool");
        assertThat(desk.open("prod/db").acknowledgement())
                .extracting(has -> has.by())
                .isEqualTo("owner");
        assertThat(reassign("db-1", "owner", "").extract("detail"))
                .isEqualTo("db-1 is owner's already, who is rung until they acknowledge");
        assertThat(reassign("db-1", "<b>zoe</b>", "").extract("detail"))
                .isEqualTo("nobody in tocsin.yaml is called '<b>zoe</b>'");
        assertThat(reassign("db-1", " ", "").extract("status", 0)).isEqualTo(400);
        assertThat(reassign("db-9", "owner", "").extract("status", 0)).isEqualTo(404);
    }

    @Test
    void what_is_merged_with_nothing_or_itself_is_refused() {
        desk.raise("db-high");

        assertThat(merge("db-1", "db-1").extract("detail")).isEqualTo("db-1 is one with itself already");
        assertThat(merge("db-1", "db-9").extract("detail")).isEqualTo("no incident db-9");
        assertThat(merge("db-1", "").extract("status", 0)).isEqualTo(400);
        assertThat(merge("db-7", "db-1").extract("status", 0)).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"severity", "mitigating"})
    void about_what_is_over_it_is_too_late(String what) {
        desk.raise("db-down");
        desk.recover("db-down");
        var body = JsonObject.create()
                .add("severity", "P0")
                .add("because", "it is")
                .add("into", "db-1");

        assertThat(desk.post("/incidents/db-1/" + what, body).extract("detail")).startsWith("db-1 is monitoring: ");
        desk.pass(Duration.ofMinutes(40));
        assertThat(desk.post("/incidents/db-1/" + what, body).extract("detail")).startsWith("db-1 is resolved: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"severity", "mitigating", "reassign", "merge", "split"})
    void only_a_known_caller_may(String what) {
        desk.raise("db-high");

        assertThat(desk.call("POST", "/incidents/db-1/" + what, JsonObject.create(), "{}", "")
                        .extract("statusCode", 0))
                .isEqualTo(401);
    }

    private JsonObject grade(String id, String severity, String because) {
        return desk.post(
                "/incidents/" + id + "/severity",
                JsonObject.create().add("severity", severity).add("because", because));
    }

    private JsonObject reassign(String id, String to, String because) {
        return desk.post(
                "/incidents/" + id + "/reassign",
                JsonObject.create().add("to", to).add("because", because));
    }

    private JsonObject merge(String id, String into) {
        return desk.post("/incidents/" + id + "/merge", JsonObject.create().add("into", into));
    }

    private JsonObject post(String path) {
        return desk.post(path, JsonObject.create());
    }
}
