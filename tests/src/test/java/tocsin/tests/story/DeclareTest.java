package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.testing.Interference;

/** What a person declares: {@code tocsin declare api P1 "checkout fails"}. */
class DeclareTest {
    private static final String ANN = "arn:aws:sts::111122223333:assumed-role/on-call/ann";
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();

    private final World world = new World(Valine.paging(), new Interference() {});

    private JsonObject post(String path, JsonObject body) {
        return world.http("POST", "/api/v1" + path, JsonObject.create(), JSON.toJson(body), ANN);
    }

    private JsonObject declares(String service, String severity, String text) {
        var answer = post(
                "/declarations",
                JsonObject.create()
                        .add("service", service)
                        .add("severity", severity)
                        .add("text", text));
        world.run();
        return answer;
    }

    private static int status(JsonObject answer) {
        return Integer.parseInt(answer.extract("statusCode", "0"));
    }

    private static String said(JsonObject answer) {
        var body = JSON.fromJsonObject(answer.extract("body", "{}"));
        return body.extract("says", body.extract("detail", ""));
    }

    private Stream<String> story() {
        return world.stories().map(World::line);
    }

    private List<String> incidents() {
        var listed = JSON.fromJson(world.http("GET", "/api/v1/incidents", JsonObject.create(), "", ANN)
                .extract("body", ""));
        return ((JsonArray) listed)
                .elements().stream()
                        .map(each -> each.extract("id") + " " + each.extract("severity") + " " + each.extract("phase"))
                        .toList();
    }

    @Test
    void it_opens_an_incident_and_pages_as_an_alarm_would() {
        var answer = declares("api", "P1", "checkout fails for everybody");

        assertThat(said(answer)).isEqualTo("api-1 has it: P1 of prod/api, declared by ann");
        assertThat(story())
                .contains(
                        "opened: api-1 opened as P1, because declared by ann: checkout fails for everybody",
                        "declared: ann declares P1 of prod/api: checkout fails for everybody [ann]");
        world.pass(Duration.ofMinutes(2));
        assertThat(world.alerts()).containsExactly("tocsin-prod/api-1-1 TRIGGERED, rang 1");
        assertThat(world.ports.web.calls().getLast().body()).contains("checkout fails for everybody");
    }

    @Test
    void what_its_severity_only_mails_wakes_nobody() {
        declares("api", "p3", "a label is cut off");

        world.pass(Duration.ofMinutes(5));
        assertThat(incidents()).containsExactly("api-1 P3 OPEN");
        assertThat(world.alerts()).isEmpty();
        assertThat(world.sent()).containsExactly("mail");
    }

    @Test
    void told_again_it_is_the_same_and_told_as_worse_it_rings_anew() {
        declares("api", "P1", "checkout fails");
        world.pass(Duration.ofMinutes(2));
        var once = world.ports.table.rows();

        assertThat(said(declares("api", "P1", "checkout fails"))).startsWith("api-1 has it");
        assertThat(world.ports.table.rows()).isEqualTo(once);

        declares("api", "P0", "checkout fails");
        world.pass(Duration.ofMinutes(2));
        assertThat(incidents()).containsExactly("api-1 P0 OPEN");
        assertThat(world.alerts())
                .containsExactly("tocsin-prod/api-1-1 RESOLVED, rang 1", "tocsin-prod/api-1-2 TRIGGERED, rang 1");
    }

    @Test
    void it_joins_the_open_incident_raises_it_and_outlasts_its_alarms() {
        world.send(Valine.sample("api-5xx-20.eventbridge"));
        world.pass(Duration.ofMinutes(2));
        assertThat(incidents()).containsExactly("api-1 P2 OPEN");

        declares("api", "P0", "nobody can log in");
        assertThat(incidents()).containsExactly("api-1 P0 OPEN");
        assertThat(said(post("/incidents/api-1/resolve", JsonObject.create())))
                .startsWith("valine-prod-api-5xx is in ALARM;");

        world.send(Valine.sample("api-5xx-ok.eventbridge"));
        world.pass(Duration.ofHours(2));
        assertThat(incidents()).containsExactly("api-1 P0 OPEN");

        assertThat(said(post("/incidents/api-1/resolve", JsonObject.create()))).isEqualTo("api-1 is resolved");
        world.pass(Duration.ofMinutes(5));
        assertThat(incidents()).isEmpty();
        assertThat(world.alerts()).allMatch(alert -> alert.contains(" RESOLVED"));
    }

    @Test
    void time_alone_never_ends_it_and_who_has_it_is_asked_again() {
        declares("api", "P1", "checkout fails");
        world.pass(Duration.ofMinutes(2));
        post("/incidents/api-1/ack", JsonObject.create());

        world.pass(Duration.ofHours(6));

        assertThat(incidents()).containsExactly("api-1 P1 OPEN");
        assertThat(story()).anyMatch(line -> line.startsWith("lapsed: "));
        assertThat(world.alerts().getLast()).isEqualTo("tocsin-prod/api-1-2 TRIGGERED, rang 1");
    }

    @Test
    void resolved_at_the_pager_it_is_over() {
        declares("api", "P1", "checkout fails");
        world.pass(Duration.ofMinutes(2));

        world.pagerDuty
                .resolvedBy("Ann", "tocsin-prod/api-1-1", world.ports.clock.instant())
                .ifPresent(world::webhook);
        world.run();

        assertThat(incidents()).isEmpty();
        assertThat(story()).contains("resolved: at the pager [Ann]");
    }

    @Test
    void of_a_service_whose_cause_is_known_it_belongs_to_the_cause_and_stands_for_itself_afterwards() {
        world.production.leak(83);
        world.send(Valine.sample("db-connections.eventbridge"));
        world.pass(Duration.ofMinutes(2));
        post("/incidents/db-1/ack", JsonObject.create());

        assertThat(said(declares("api", "P1", "checkout fails"))).startsWith("db-1 has it");
        assertThat(world.alerts()).containsExactly("tocsin-prod/db-1-1 ACKNOWLEDGED, rang 1");

        world.send(Valine.sample("db-connections-ok.eventbridge"));
        world.pass(Duration.ofMinutes(40));
        assertThat(Stream.concat(incidents().stream(), story()))
                .anyMatch(line -> line.contains("checkout fails") || line.startsWith("api-1 P1"));
        assertThat(incidents()).anyMatch(line -> line.matches("(db-1|api-1) P1 (OPEN|ACKNOWLEDGED)"));
    }

    @Test
    void no_runbook_acts_on_a_persons_word() {
        declares("bot", "P0", "the bot is silent"); // every alarm of it has a runbook
        world.pass(Duration.ofMinutes(5));

        assertThat(story()).noneMatch(line -> line.startsWith("run"));
        assertThat(world.production.changes()).isEmpty();
    }

    @Test
    void what_is_written_is_shown_as_one_line_of_harmless_text() {
        declares("api", "P1", "@everyone <b>x</b>\n\u0007\u202edesrever" + "y".repeat(20_000));

        var line = story().filter(each -> each.startsWith("declared: "))
                .findFirst()
                .orElseThrow();
        assertThat(line).contains("@everyone <b>x</b>  ?desrever").doesNotContain("\n", "\u0007", "\u202e");
        assertThat(line.length()).isLessThan(1_100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"service\":\"api\",\"severity\":\"P1\"}",
                "{\"service\":\"api\",\"severity\":\"P1\",\"text\":\" \\n \"}",
                "{\"service\":\"api\",\"severity\":\"P4\",\"text\":\"x\"}",
                "{\"service\":\"api\",\"severity\":\"critical\",\"text\":\"x\"}",
                "{\"service\":\"api\",\"severity\":1,\"text\":\"x\"}",
                "{\"service\":\"nobody\",\"severity\":\"P1\",\"text\":\"x\"}",
                "{\"service\":\"region/us-west-2\",\"severity\":\"P1\",\"text\":\"x\"}",
            })
    void what_says_no_service_no_severity_or_nothing_is_refused_with_what_is_expected(String body) {
        var answer = world.http("POST", "/api/v1/declarations", JsonObject.create(), body, ANN);

        assertThat(status(answer)).as(answer.toString()).isEqualTo(400);
        assertThat(said(answer)).contains("expected");
        assertThat(world.ports.table.rows()).isEmpty();
    }

    @Test
    void nobody_declares_without_a_name() {
        var body = "{\"service\":\"api\",\"severity\":\"P1\",\"text\":\"x\"}";

        assertThat(status(world.http("POST", "/api/v1/declarations", JsonObject.create(), body, "")))
                .isEqualTo(401);
        assertThat(world.ports.table.rows()).isEmpty();
    }
}
