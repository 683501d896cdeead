package tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tocsin.config.Hearing;
import tocsin.config.Hours;
import tocsin.config.Paging;
import tocsin.testing.TestingProduct;

/** Why somebody was paged, or was not. */
class WhyTest {
    private final Desk desk = new Desk();

    @Test
    void of_an_incident_it_is_told_by_which_rule_it_paged_and_who_was_told() {
        desk.raise("db-down");

        var why = why(desk, "db-1");

        assertThat(texts(why, "stands"))
                .containsExactly(
                        "db-1 is open as P0, because it is down; open since 2026-03-02 12:00:00 UTC",
                        "db-down is ALARM since 2026-03-02 12:00:00 UTC: P0 by the rule \"it is down\"");
        assertThat(texts(why, "because")).containsExactly("it paged at 2026-03-02 12:00:00 UTC as P0");
        assertThat(list(why, "told").stream()
                        .map(each -> each.extract("step") + " " + each.extract("channel") + " " + each.extract("wanted")
                                + " " + each.extract("attempts", -1L)))
                .contains("pager pagerduty TRIGGERED 0", "backup-1 sms TRIGGERED 0");
        assertThat(list(why, "story").stream().map(line -> line.extract("what")))
                .startsWith("opened")
                .contains("paged");
    }

    @Test
    void in_the_shadow_it_is_said_that_nobody_was_paged_and_when_somebody_would_have_been() {
        var shadow = new Desk(TestingProduct.configuration(Paging.SHADOW, Paging.SHADOW, List.of()));
        shadow.raise("db-down");

        assertThat(texts(why(shadow, "db-1"), "because"))
                .containsExactly("NOBODY was paged: paging of prod/db is shadow; it would have paged at"
                        + " 2026-03-02 12:00:00 UTC as P0");
    }

    @Test
    void what_was_added_to_another_page_in_a_storm_says_to_whose_and_when_also_after_it_is_over() {
        var storm = StormDesk.ofThree();
        storm.raise("a-high");
        storm.ports.clock.advance(Duration.ofSeconds(1));
        storm.raise("b-high");
        storm.raise("c-high");
        storm.post("/incidents/c-1/resolve", JsonObject.create().add("for", "1h"));

        assertThat(texts(why(storm, "c-1"), "because"))
                .containsExactly(
                        "NOBODY was paged: it was told on the page of another",
                        "in a storm it was added to the page of b-1 at 2026-03-02 12:00:01 UTC");
    }

    @Test
    void what_only_mails_says_so() {
        desk.raise("media-slow");

        assertThat(texts(why(desk, "media-1"), "because")).containsExactly("NOBODY was paged: P3 never pages (hear)");
    }

    @Test
    void out_of_its_hours_it_is_said_from_when_on_it_pages() {
        var paging = TestingProduct.paging();
        var hear = new TreeMap<>(paging.hear());
        var hours = new Hours(LocalTime.of(13, 0), LocalTime.of(20, 0), ZoneOffset.UTC);
        hear.put("P0", new Hearing(hours, true, null, Duration.ofMinutes(15)));
        var late = new Desk(paging.withHear(hear));
        late.raise("db-down");

        assertThat(texts(why(late, "db-1"), "because"))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("nobody is paged yet: the page waits until 2026-03-02 13:00:00 UTC: P0"
                                + " pages from 2026-03-02 13:00:00 UTC on"));

        late.recover("db-down");
        assertThat(texts(why(late, "db-1"), "because"))
                .as("over before its hours began")
                .containsExactly("NOBODY was paged: P0 pages from 2026-03-02 13:00:00 UTC on (hear)");

        late.pass(Duration.ofMinutes(5));
        late.raise("db-down");
        late.pass(Duration.ofHours(1));
        assertThat(texts(why(late, "db-1"), "because"))
                .as("it came back, and its hours have begun")
                .containsExactly("it paged at 2026-03-02 13:00:00 UTC as P0");
    }

    @Test
    void of_an_alarm_that_is_withheld_it_is_said_until_when_and_why() {
        desk.post(
                "/silences",
                JsonObject.create()
                        .add(
                                "match",
                                JsonObject.create()
                                        .add("alarm", JsonArray.create().add("db-down")))
                        .add("for", "30m")
                        .add("because", "we deploy"));
        desk.raise("db-down");

        var why = why(desk, "db-down");

        assertThat(texts(why, "because"))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("db-down is WITHHELD until 2026-03-02 12:30:00 UTC, when it is looked at again: ")
                        .contains("we deploy"));
        assertThat(list(why, "told")).isEmpty();
        assertThat(list(why, "story").stream().map(line -> line.extract("what")))
                .containsExactly("withheld");
    }

    @Test
    void of_an_alarm_that_is_a_symptom_it_is_said_of_what() {
        desk.raise("db-down");
        desk.raise("api-high");

        assertThat(texts(why(desk, "api-high"), "because"))
                .contains("prod/api is a symptom of db-1: tocsin why db-1")
                .anySatisfy(text -> assertThat(text)
                        .startsWith("db-1: api-high is WITHHELD until 2026-03-02 12:10:00 UTC")
                        .contains("a symptom of db-1"));
    }

    @Test
    void what_is_over_is_still_told_of() {
        desk.raise("db-down");
        desk.recover("db-down");
        desk.pass(Duration.ofMinutes(40));

        var why = why(desk, "db-down");

        assertThat(texts(why, "stands").get(1)).startsWith("db-1 is resolved as P0");
        assertThat(list(why, "story").stream().map(line -> line.extract("what")))
                .contains("paged", "resolved");
    }

    @Test
    void an_alarm_that_no_service_claims_is_found() {
        desk.raise("queue-old");

        assertThat(list(why(desk, "queue-old"), "story").stream().map(line -> line.extract("text")))
                .containsExactly("queue-old (threshold 80) ALARM: no service of tocsin.yaml claims it");
    }

    @Test
    void what_was_never_seen_is_not_found_and_what_is_called_much_like_it_is_named() {
        desk.raise("db-down");

        var answer = why(desk, "db-do");

        assertThat(answer.extract("status", 0)).isEqualTo(404);
        assertThat(answer.extract("detail")).isEqualTo("no incident and no alarm db-do was seen; there is db-down");
        assertThat(why(desk, "").extract("status", 0)).isEqualTo(400);
    }

    private static JsonObject why(Desk desk, String of) {
        return desk.get("/why", JsonObject.create().add("of", of));
    }

    private static List<JsonNode> list(JsonNode node, String name) {
        return node.extractNode(name) instanceof JsonArray array ? array.elements() : List.of();
    }

    private static List<String> texts(JsonNode node, String name) {
        return list(node, name).stream().map(JsonNode::text).toList();
    }
}
