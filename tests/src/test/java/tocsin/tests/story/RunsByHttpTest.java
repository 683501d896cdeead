package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.incident.StoryEntry;
import tocsin.runbook.Halt;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Write;
import tocsin.testing.Interference;

/** What a person plans and runs by hand, as the command asks the HTTP API for it. */
class RunsByHttpTest {
    private static final String ANN = "arn:aws:sts::111122223333:assumed-role/on-call/ann";
    private static final String PLANS = "/api/v1/plans";
    private static final String RUNS = "/api/v1/runs";
    private static final String POOL = "{\"runbook\":\"connection-pool\",\"service\":\"prod/db\"}";

    private final World world = new World(Valine.paging(), new Interference() {});

    @BeforeEach
    void somebodyForgetsConnections() {
        world.production.leak(83);
    }

    private JsonObject post(String path, String body, String caller) {
        return world.http("POST", path, JsonObject.create(), body, caller);
    }

    private static int status(JsonObject answer) {
        return Integer.parseInt(answer.extract("statusCode", "0"));
    }

    private static JsonObject body(JsonObject answer) {
        return JsonNodeMapper.builder().build().fromJsonObject(answer.extract("body", "{}"));
    }

    private String identity() {
        return body(post(PLANS, POOL, ANN)).extract("identity", "");
    }

    private static String run(String plan) {
        return "{\"runbook\":\"connection-pool\",\"service\":\"prod/db\",\"plan\":\"" + plan + "\"}";
    }

    private List<String> story() {
        return world.ports.table.rows().stream()
                .filter(row -> row.key().sk().contains("/story#"))
                .map(row -> new Documents().stories().fromJson(String.valueOf(row.text("body"))))
                .map(StoryEntry::text)
                .toList();
    }

    @Test
    void a_plan_says_what_each_step_would_do_and_changes_nothing() {
        var answer = post(PLANS, POOL, ANN);

        assertThat(status(answer)).isEqualTo(200);
        assertThat(answer.extract("headers.content-type", "")).isEqualTo("application/json");
        var plan = body(answer);
        assertThat(plan.extract("service", "")).isEqualTo("prod/db");
        assertThat(plan.extract("mode", "")).isEqualTo("approve");
        assertThat(plan.extract("identity", "")).matches("[0-9a-f]{16}");
        assertThat(String.valueOf(plan.elements().get("steps")))
                .contains("would restart valine-prod-api: live from version 1 to a new one of the same code");
        assertThat(world.production.changes()).isEmpty();
        assertThat(world.ports.table.rows()).isEmpty();
    }

    @Test
    void what_was_planned_is_run_in_the_callers_name_and_proven() {
        var answer = post(RUNS, run(identity()), ANN);

        assertThat(status(answer)).isEqualTo(200);
        assertThat(body(answer).extract("says", "")).isEqualTo("db-1/1");
        world.pass(Duration.ofMinutes(30));
        assertThat(story()).anyMatch(text -> text.contains("as ann saw it planned"));
        assertThat(story()).anyMatch(text -> text.contains("proven"));
        assertThat(world.production.changes()).contains("ended 83 connections");
    }

    @Test
    void a_plan_that_has_put_questions_is_run_too() {
        assertThat(status(post(RUNS, run(identity() + "+ask+propose"), ANN))).isEqualTo(200);
        world.pass(Duration.ofMinutes(1));

        assertThat(story()).anyMatch(text -> text.contains("as ann saw it planned"));
    }

    @Test
    void asked_for_twice_what_was_planned_is_done_once() {
        var plan = identity();
        post(RUNS, run(plan), ANN);
        post(RUNS, run(plan), ANN);
        world.pass(Duration.ofHours(1));

        assertThat(world.production.changes())
                .filteredOn(change -> change.startsWith("ended"))
                .hasSize(1);
    }

    @Test
    void a_plan_that_is_of_another_world_changes_nothing() {
        post(RUNS, run("0123456789abcdef"), ANN);
        world.pass(Duration.ofMinutes(10));

        assertThat(story()).anyMatch(text -> text.contains("nothing was changed: what ann saw planned is not"));
        assertThat(world.production.changes()).isEmpty();
    }

    @Test
    void nobody_whom_iam_does_not_know_plans_or_runs() {
        assertRefused(post(PLANS, POOL, ""), 401);
        assertRefused(post(RUNS, run("0123456789abcdef"), ""), 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{\"runbook\":\"connection-pool\"",
                "{}",
                "{\"runbook\":\"\"}",
                "{\"runbook\":[\"connection-pool\"],\"service\":\"prod/db\",\"plan\":\"0123456789abcdef\"}",
                "{\"runbook\":\"../../etc/passwd\",\"service\":\"prod/db\",\"plan\":\"0123456789abcdef\"}",
                "{\"runbook\":\"connection-pool\\n\",\"service\":\"prod/db\",\"plan\":\"0123456789abcdef\"}",
            })
    void what_names_no_runbook_is_refused_with_what_is_expected(String body) {
        assertRefused(post(PLANS, body, ANN), 400);
        assertRefused(post(RUNS, body, ANN), 400);
    }

    @Test
    void a_runbook_or_service_that_there_is_not_is_refused_naming_those_there_are() {
        var runbook = post(PLANS, "{\"runbook\":\"pool\",\"service\":\"prod/db\"}", ANN);
        assertRefused(runbook, 400);
        assertThat(body(runbook).extract("detail", "")).contains("no runbook 'pool'", "connection-pool");

        var service = post(PLANS, "{\"runbook\":\"connection-pool\",\"service\":\"prod/nobody\"}", ANN);
        assertRefused(service, 400);
        assertThat(body(service).extract("detail", "")).contains("no service 'prod/nobody'", "prod/db");
    }

    @Test
    void what_is_echoed_is_on_one_line_and_cut() {
        var service = "\\u001b[31m" + "d".repeat(5_000);
        var answer = post(PLANS, "{\"runbook\":\"connection-pool\",\"service\":\"" + service + "\"}", ANN);

        assertRefused(answer, 400);
        assertThat(body(answer).extract("detail", ""))
                .contains("there is no service '[31mddd")
                .hasSizeLessThan(1_000);
        var unknown = world.http("GET", "/api/v1/incidents/\u001b" + "d".repeat(5_000), JsonObject.create(), "", ANN);
        assertRefused(unknown, 404);
        assertThat(body(unknown).extract("detail", ""))
                .startsWith("no incident d")
                .hasSizeLessThan(200);
    }

    @Test
    void a_run_needs_a_plan_that_somebody_saw_and_a_service() {
        assertRefused(post(RUNS, POOL, ANN), 400);
        assertRefused(post(RUNS, run("x".repeat(200_000)), ANN), 400);
        assertRefused(post(RUNS, run("0123456789abcdef").replace("prod/db", "prod/nobody"), ANN), 400);
        assertRefused(post(RUNS, run("0123456789abcdef").replace("prod/db", "db"), ANN), 400);
        var endless = post(RUNS, run("0123456789abcdef").replace("prod/db", "d".repeat(200_000)), ANN);
        assertRefused(endless, 400);
        assertThat(endless.toString()).hasSizeLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"read\":null}", "{\"read\":\" \"}", "{\"read\":\"yes\"}"})
    void yes_to_what_was_not_read_is_no_approval(String body) {
        world.send(Valine.sample("db-connections.eventbridge"));
        world.pass(Duration.ofMinutes(2));
        var answer = post("/api/v1/incidents/db-1/runs/1/approve", body, ANN);
        world.pass(Duration.ofMinutes(2));

        assertThat(status(answer)).as(answer.toString()).isEqualTo(body.contains("yes") ? 409 : 400);
        assertThat(answer.extract("headers.content-type", "")).isEqualTo("application/problem+json");
        assertThat(story()).anyMatch(text -> text.contains("may it end")).noneMatch(text -> text.contains("approved"));
        assertThat(world.production.changes()).isEmpty();
    }

    @Test
    void what_halts_stands_in_the_table_in_the_one_form_that_runs_read_and_resumed_it_is_gone() {
        assertThat(status(post("/api/v1/halt", "", ANN))).isEqualTo(200);
        var halt = new Halt("ann", world.ports.clock.instant());
        assertThat(world.ports.table.row(Keys.HALT)).isEqualTo(((Write.Put) halt.write()).row());
        assertThat(halt).isEqualTo(Halt.of(world.ports.table.row(Keys.HALT)));

        assertThat(status(post("/api/v1/resume", "", ANN))).isEqualTo(200);
        assertThat(world.ports.table.row(Keys.HALT)).isNull();
    }

    private void assertRefused(JsonObject answer, int status) {
        assertThat(status(answer)).as(answer.toString()).isEqualTo(status);
        assertThat(answer.extract("headers.content-type", "")).isEqualTo("application/problem+json");
        assertThat(world.ports.table.rows()).isEmpty();
        assertThat(world.production.changes()).isEmpty();
    }
}
