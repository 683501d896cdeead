package tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tocsin.config.Person;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.page.PageRow;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Row;
import tocsin.testing.TestingProduct;

/** Test pages: real ones, to see who can be woken. */
class PageTestsTest {
    private static final String FIRST = "incident#000001/page#1/test/ada/pushover";
    private static final String SECOND = "incident#000001/page#1/test/ada/sms";

    private final Desk desk = new Desk(TestingProduct.paging()
            .withPeople(List.of(
                    Person.of(
                            "ada",
                            ZoneOffset.UTC,
                            List.of(
                                    new Reach(Reach.Kind.PUSHOVER, new Secret("tocsin/ada"), null),
                                    new Reach(Reach.Kind.SMS, new Secret("tocsin/phone"), null))),
                    Person.of("bob", ZoneOffset.UTC, List.of()))));

    @Test
    void it_goes_to_each_way_in_turn_until_it_is_acknowledged() {
        assertThat(test("ada").extract("says")).isEqualTo("test-ada-1 is on its way to ada: tocsin ack test-ada-1");

        assertThat(row(FIRST).number(Due.AT)).isEqualTo(Desk.NOON.toEpochMilli());
        assertThat(row(SECOND).number(Due.AT))
                .isEqualTo(Desk.NOON.plus(Duration.ofMinutes(3)).toEpochMilli());
        assertThat(row(FIRST).text(PageRow.BODY)).contains("TEST test-ada-1: nothing is wrong, acknowledge it");
        assertThat(test("ada").extract("detail")).isEqualTo("test-ada-1 is under way: acknowledge that one");
    }

    @Test
    void acknowledged_it_is_over_at_once_and_what_came_of_it_is_kept() {
        test("ada");
        desk.ports.clock.advance(Duration.ofSeconds(40));

        acknowledge("ada");

        assertThat(row(FIRST).text(PageRow.WANTED)).isEqualTo("RESOLVED");
        assertThat(row(SECOND).text(PageRow.WANTED)).isEqualTo("DROPPED");
        assertThat(row(SECOND).number(Due.AT)).isNull();
        assertThat(line("ada").extract("outcome")).isEqualTo("acknowledged by ada (by command) after 40 s");
        assertThat(line("ada").extract("warning", "")).isEmpty();
        assertThat(test("ada").extract("says")).startsWith("test-ada-2 is on its way");
    }

    @Test
    void what_nobody_acknowledges_has_failed_and_pages_nobody_else() {
        test("ada");

        desk.pass(Duration.ofMinutes(31));
        desk.look("test/ada");

        assertThat(line("ada").extract("outcome")).isEqualTo("FAILED: nobody acknowledged it within 30 min");
        assertThat(line("ada").extract("warning")).isEqualTo("the last one was not acknowledged");
        assertThat(row(FIRST).text(PageRow.WANTED)).isEqualTo("RESOLVED");
        assertThat(desk.ports
                        .table
                        .query("test/ada", "incident#000001/page#", false, 10, null)
                        .rows())
                .hasSize(2);
    }

    @Test
    void one_of_more_than_thirty_days_ago_is_too_old() {
        test("ada");
        acknowledge("ada");
        desk.ports.clock.advance(Duration.ofDays(31));

        assertThat(line("ada").extract("warning")).isEqualTo("the last one was 31 days ago");
    }

    @Test
    void who_was_never_tested_and_who_cannot_be_reached_is_told() {
        assertThat(line("bob").extract("outcome")).isEqualTo("never tested");
        assertThat(line("bob").extract("warning")).isEqualTo("nobody knows whether bob can be woken");
        assertThat(test("bob").extract("detail"))
                .isEqualTo("bob can be reached by nothing: tocsin.yaml has no reach of theirs");
        assertThat(test("zed\u202e").extract("detail")).isEqualTo("person: 'zed?' is nobody; there is ada, bob");
    }

    @Test
    void it_is_no_incident_of_the_product() {
        test("ada");

        assertThat(desk.call("GET", "/incidents", JsonObject.create(), "", Desk.ANN)
                        .extract("body"))
                .isEqualTo("[]");
    }

    @Test
    void by_somebody_else_it_is_over_and_has_proven_nothing() {
        test("ada");
        acknowledge("ann");

        assertThat(row(FIRST).text(PageRow.WANTED)).isEqualTo("RESOLVED");
        assertThat(line("ada").extract("outcome"))
                .isEqualTo("acknowledged by somebody else, ann (by command) after 0 s");
        assertThat(line("ada").extract("warning")).isEqualTo("the last one was acknowledged by somebody else");
    }

    private void acknowledge(String caller) {
        var arn = "arn:aws:sts::111122223333:assumed-role/on-call/" + caller;
        assertThat(desk.call("POST", "/incidents/test-ada-1/ack", JsonObject.create(), "{}", arn)
                        .extract("statusCode", 0))
                .isEqualTo(200);
    }

    private JsonObject test(String person) {
        return desk.post("/page-tests", JsonObject.create().add("person", person));
    }

    private Row row(String sk) {
        return Objects.requireNonNull(desk.ports.table.row(new Key("test/ada", sk)));
    }

    private JsonNode line(String person) {
        var body = desk.call("GET", "/page-tests", JsonObject.create(), "", Desk.ANN)
                .extract("body");
        var lines = (JsonArray) JsonNodeMapper.builder().build().fromJson(body);
        return lines.elements().stream()
                .filter(line -> line.extract("person").equals(person))
                .findFirst()
                .orElseThrow();
    }
}
