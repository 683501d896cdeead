package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.Metric;
import tocsin.incident.StoryEntry;
import tocsin.page.Web;
import tocsin.state.Documents;
import tocsin.testing.Interference;
import tocsin.testing.TestingWeb;

/** The 15 minutes after a declared deployment, as ./tocsin deploy-watch asks for them. */
class DeployWatchTest {
    private static final String ANN = "arn:aws:sts::111122223333:assumed-role/on-call/ann";
    private static final String FUNCTION = "valine-prod-api";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Metric ERROR_RATE =
            new Metric(null, null, null, Map.of(), null, null, null, "100*errors/invocations", null, true);
    private static final Metric BROKEN_ANSWERS =
            new Metric(null, null, null, Map.of(), null, null, null, "100*m5xxerror/count", null, true);
    private static final Metric DURATION = new Metric(
            null, "AWS/Lambda", "Duration", Map.of("FunctionName", FUNCTION), "p99", 60, null, null, null, true);

    private final World world = new World(Valine.paging(), new Interference() {});
    private boolean healthy = true;

    @BeforeEach
    void somebodyDeploys() {
        world.ports.web.answering(call -> switch (call.uri().getPath()) {
            case "/health" -> TestingWeb.answer(healthy ? 200 : 503, "{}");
            case "/" -> TestingWeb.answer(200, "<div id=\"root\"></div>");
            default -> new Web.Answer(202, Map.of(), "{\"status\":\"success\"}");
        });
        for (var minute = 1; minute <= 60; minute++) {
            measure(ERROR_RATE, -minute, 0.4);
            measure(DURATION, -minute, 800);
            measure(BROKEN_ANSWERS, -minute, 0.2);
        }
        var functions = world.ports.functions;
        functions.deploy(Production.PLACE, FUNCTION, 2);
        var latest = functions.describe(Production.PLACE, FUNCTION, null, TIMEOUT);
        functions.publish(Production.PLACE, FUNCTION, latest.codeSha256(), latest.revision(), "", TIMEOUT);
        var alias = functions.alias(Production.PLACE, FUNCTION, "live", TIMEOUT);
        functions.moveAlias(Production.PLACE, FUNCTION, "live", "2", alias.revision(), TIMEOUT);
        post("/api/v1/deployments", "{\"service\":\"api\",\"version\":\"v42\"}");
    }

    private void measure(Metric metric, int minutes, double value) {
        world.ports.cloudWatch.measure(
                Production.PLACE, metric, new Datapoint(World.START.plus(Duration.ofMinutes(minutes)), value));
    }

    private void afterwards(double errors, double milliseconds) {
        afterwards(errors, milliseconds, 0.3);
    }

    private void afterwards(double errors, double milliseconds, double broken) {
        for (var minute = 1; minute <= 20; minute++) {
            measure(ERROR_RATE, minute, errors);
            measure(DURATION, minute, milliseconds);
            measure(BROKEN_ANSWERS, minute, broken);
        }
    }

    private JsonObject post(String path, String body) {
        var answer = world.http("POST", path, JsonObject.create(), body, ANN);
        assertThat(answer.extract("statusCode", 0)).as(answer.toString()).isEqualTo(200);
        return JsonNodeMapper.builder().build().fromJsonObject(answer.extract("body", "{}"));
    }

    /** Gives the run's id. */
    private String watched() {
        var plan = post("/api/v1/plans", "{\"runbook\":\"deploy-watch\",\"service\":\"prod/api\"}");
        return post(
                        "/api/v1/runs",
                        "{\"runbook\":\"deploy-watch\",\"service\":\"prod/api\",\"plan\":\""
                                + plan.extract("identity", "") + "\"}")
                .extract("says", "");
    }

    /** What the run asks, as whoever approves reads it. */
    private String asked() {
        var answer = world.http("GET", "/api/v1/incidents/api-1", JsonObject.create(), "", ANN);
        var view = JsonNodeMapper.builder().build().fromJsonObject(answer.extract("body", "{}"));
        return ((JsonArray) view.extractNode("runs")).elements().getFirst().extract("says", "");
    }

    private List<String> story() {
        return world.ports.table.rows().stream()
                .filter(row -> row.key().sk().contains("/story#"))
                .map(row -> new Documents().stories().fromJson(String.valueOf(row.text("body"))))
                .map(StoryEntry::text)
                .toList();
    }

    private @Nullable String live() {
        return world.production.live(FUNCTION);
    }

    @Test
    void one_after_which_all_is_as_well_as_before_ends_well_and_changes_nothing() {
        afterwards(0.5, 900);
        var run = watched();
        world.pass(Duration.ofMinutes(14));
        assertThat(story()).noneMatch(text -> text.contains("done; nothing had to be changed"));
        world.pass(Duration.ofMinutes(3));

        assertThat(story())
                .containsSubsequence(
                        run + ": http://127.0.0.1:8421/health answers 200",
                        run + ": waited 5 min",
                        run + ": AWS/Lambda Errors in percent of Invocations since 2026-02-02 03:12:20 UTC is 0.5 on"
                                + " average, and was 0.4 in the hour before: worse: no",
                        run + ": waited 10 min",
                        run + ": done; nothing had to be changed");
        assertThat(live()).isEqualTo("2");
    }

    @Test
    void one_after_which_more_calls_fail_is_proposed_to_be_rolled_back_and_is_once_somebody_says_yes() {
        afterwards(12, 900);
        var run = watched();
        world.pass(Duration.ofMinutes(7));

        assertThat(story()).anyMatch(text -> text.endsWith("was 0.4 in the hour before: worse: yes"));
        assertThat(story().getLast())
                .startsWith(run + ": it is worse than before v42 by ann at 2026-02-02 03:12:20 UTC: roll back?")
                .contains("roll back valine-prod-api: live from version 2 to 1");
        assertThat(live()).isEqualTo("2");

        post(
                "/api/v1/incidents/" + run.replace("/", "/runs/") + "/approve",
                JsonNodeMapper.builder().build().toJson(JsonObject.create().add("read", asked())));
        world.pass(Duration.ofMinutes(1));

        assertThat(live()).isEqualTo("1");
    }

    @Test
    void one_after_which_the_gateway_answers_5xx_for_a_function_that_counts_no_errors_is_proposed() {
        afterwards(0.4, 900, 7);
        var run = watched();
        world.pass(Duration.ofMinutes(17));

        assertThat(story())
                .anyMatch(text -> text.contains("AWS/ApiGateway 5XXError in percent of Count")
                        && text.endsWith("is 7 on average, and was 0.2 in the hour before: worse: yes"));
        assertThat(story().getLast()).startsWith(run + ": it is worse than before v42");
    }

    @Test
    void one_whose_slowest_calls_take_longer_is_proposed_after_a_quarter_of_an_hour() {
        afterwards(0.5, 4_000);
        var run = watched();
        world.pass(Duration.ofMinutes(17));

        assertThat(story()).anyMatch(text -> text.contains("Duration") && text.endsWith("worse: yes"));
        assertThat(story().getLast()).startsWith(run + ": it is worse than before v42");
        assertThat(live()).isEqualTo("2");
    }

    @Test
    void one_whose_smoke_tests_fail_is_proposed_at_once() {
        healthy = false;
        var run = watched();
        world.pass(Duration.ofMinutes(1));

        assertThat(story().getLast()).startsWith(run + ": it is worse than before v42");
        assertThat(live()).isEqualTo("2");
    }
}
