package tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tocsin.config.Paging;
import tocsin.testing.TestingProduct;

/** The letter of a day. */
class LetterTest {
    private final Desk desk = new Desk(TestingProduct.configuration(Paging.SHADOW, Paging.ON, List.of()));

    @Test
    void it_says_what_would_have_paged_what_paged_and_what_was_left_out_and_why() {
        desk.post(
                "/silences",
                JsonObject.create()
                        .add(
                                "match",
                                JsonObject.create()
                                        .add("alarm", JsonArray.create().add("db-2-high")))
                        .add("for", "1d")
                        .add("because", "we deploy"));
        desk.raise("media-down");
        desk.raise("db-down");
        desk.raise("db-2-high");
        desk.raise("TargetTracking-x");
        desk.raise("queue-old");

        var letter = letter("2026-03-02");

        assertThat(letter.extract("summary"))
                .isEqualTo("2026-03-02: 1 paged, 1 would have paged, 0 mailed instead, 3 left out");
        assertThat(sections(letter).get("prod/db (paging: shadow)"))
                .startsWith("  12:00 would have paged: db-1 P0, because it is down\n")
                .contains("withheld: db-2-high (threshold 80): ")
                .contains("we deploy");
        assertThat(sections(letter).get("prod/media (paging: on)"))
                .isEqualTo("  12:00 paged: media-1 P0, because it is down");
        assertThat(sections(letter).get("unmatched/111122223333/us-west-2 (paging: on)"))
                .contains("ignored: TargetTracking-x ALARM: scales by itself")
                .contains("unmatched: queue-old (threshold 80) ALARM: no service of tocsin.yaml claims it");
    }

    @Test
    void what_was_added_to_another_page_in_a_storm_is_named_with_whose() {
        var storm = StormDesk.ofThree();
        storm.raise("a-high");
        storm.ports.clock.advance(Duration.ofSeconds(1));
        storm.raise("b-high");
        storm.raise("c-high\n  12:00 paged: fake-1 P0");

        var sections = sections(storm.get("/letter", JsonObject.create().add("day", "2026-03-02")));
        assertThat(sections.get("prod/c (paging: on)"))
                .isEqualTo("  12:00 paged with another: c-1 a storm: added to the page of b-1");
        assertThat(sections.get("prod/b (paging: on)")).isEqualTo("  12:00 paged: b-1 P1, because it is high");
    }

    @Test
    void it_is_of_one_day_alone() {
        desk.raise("db-down");
        desk.recover("db-down");
        desk.pass(Duration.ofMinutes(40));
        desk.ports.clock.advance(Duration.ofDays(1));
        desk.raise("db-high");

        assertThat(letter("2026-03-02").extract("summary")).contains("1 would have paged");
        assertThat(sections(letter("2026-03-03")).get("prod/db (paging: shadow)"))
                .contains("db-2 P1")
                .doesNotContain("db-1");
        assertThat(sections(letter("2026-03-01")))
                .containsEntry("all services", "nothing paged, nothing would have, nothing was left out");
    }

    @Test
    void what_is_no_day_is_refused() {
        assertThat(letter("yesterday").extract("detail")).isEqualTo("day: 'yesterday' is no day such as 2026-03-02");
    }

    private JsonObject letter(String day) {
        return desk.get("/letter", JsonObject.create().add("day", day));
    }

    private static Map<String, String> sections(JsonObject letter) {
        var sections = new TreeMap<String, String>();
        if (letter.extractNode("sections") instanceof JsonArray array) {
            array.elements().forEach(each -> sections.put(each.extract("heading"), each.extract("text")));
        }
        return sections;
    }
}
