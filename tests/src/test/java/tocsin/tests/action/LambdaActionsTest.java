package tocsin.tests.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.action.Outcome;
import tocsin.action.Plan;
import tocsin.cloud.Functions.Answer;
import tocsin.incident.Deployment;
import tocsin.testing.CallCounter;
import tocsin.testing.Interference;
import tocsin.testing.PortCall;

class LambdaActionsTest {
    private static final String API = "valine-prod-api";

    /** An alias that leads to version 2, of other code than version 1. */
    private static Stage deployed(String action, String... parameters) {
        var stage = new Stage(action, parameters);
        stage.functions.create(Stage.PLACE, API, "live", new TreeMap<>());
        stage.functions.tag(Stage.PLACE, API, Stage.ALLOWED);
        deploy(stage, 2);
        return stage;
    }

    private static void deploy(Stage stage, int build) {
        stage.functions.deploy(Stage.PLACE, API, build);
        publish(stage);
    }

    private static void publish(Stage stage) {
        publish(stage, "");
    }

    private static void publish(Stage stage, String description) {
        var latest = stage.functions.describe(Stage.PLACE, API, null, Stage.TIMEOUT);
        stage.functions.publish(Stage.PLACE, API, latest.codeSha256(), latest.revision(), description, Stage.TIMEOUT);
        var versions = stage.functions.versions(Stage.PLACE, API, Stage.TIMEOUT);
        lead(stage, versions.getLast().version());
    }

    private static void lead(Stage stage, String version) {
        var alias = stage.functions.alias(Stage.PLACE, API, "live", Stage.TIMEOUT);
        stage.functions.moveAlias(Stage.PLACE, API, "live", version, alias.revision(), Stage.TIMEOUT);
    }

    private static Stage rollBack() {
        return deployed("lambda.roll-back", "function", API, "alias", "live");
    }

    private static String leads(Stage stage) {
        return stage.functions.alias(Stage.PLACE, API, "live", Stage.TIMEOUT).version();
    }

    private static List<String> movesTo(Stage stage, String version) {
        return stage.functions.changes().stream()
                .filter(change -> change.equals("alias live of " + API + " to " + version))
                .toList();
    }

    @Test
    void a_roll_back_leads_the_alias_to_the_code_before_and_undone_to_where_it_was() {
        var stage = rollBack();
        var would = stage.would();

        assertThat(would.says())
                .isEqualTo("roll back valine-prod-api: live from version 2 to 1, published 1970-01-01 00:00:00 UTC");
        assertThat(stage.done().says()).isEqualTo("rolled back valine-prod-api: live leads to version 1");
        assertThat(leads(stage)).isEqualTo("1");

        assertThat(stage.undone(would.facts()).says()).isEqualTo("put back valine-prod-api: live leads to version 2");
        assertThat(leads(stage)).isEqualTo("2");
    }

    @Test
    void a_restart_is_not_what_was_before() {
        var stage = rollBack();
        publishAnew(stage, "db-1/1", "tocsin restart db-1/1");
        publishAnew(stage, "db-2/1", "tocsin restart db-2/1");

        assertThat(leads(stage)).isEqualTo("4");
        assertThat(stage.would().says()).startsWith("roll back valine-prod-api: live from version 4 to 1");
    }

    @Test
    void other_variables_with_the_same_code_are_a_deployment_too() {
        var stage = rollBack();
        publishAnew(stage, "db-1/1", "");

        assertThat(stage.would().says()).startsWith("roll back valine-prod-api: live from version 3 to 2");
    }

    /** Whoever deploys publishes the variables that are there, and among them the mark. */
    @Test
    void a_deployment_upon_a_restart_is_not_taken_back_with_it() {
        var stage = deployed("lambda.restart", "function", API, "alias", "live");
        var facts = stage.would().facts();
        assertThat(stage.done(facts)).isInstanceOf(Outcome.Done.class);
        deploy(stage, 3);

        assertThat(stage.undone(facts).says())
                .isEqualTo("live of valine-prod-api was moved to version 4 by somebody else, and was left there");
        assertThat(leads(stage)).isEqualTo("4");
        assertThat(stage.acted(facts).says())
                .isEqualTo("somebody moved live of valine-prod-api from version 2 to 4 meanwhile; it was left there");
    }

    /** Lambda gives that version then, and it does not say that it is ours. */
    @Test
    void a_restart_that_somebody_else_published_in_the_same_moment_is_taken_back_too() {
        var stage = deployed("lambda.restart", "function", API, "alias", "live");
        var facts = stage.would().facts();
        var outcome = stage.done(facts, new Interference() {
            private boolean publishes = true;

            @Override
            public void before(PortCall call) {
                if (publishes && call.method().equals("publish")) {
                    publishes = false;
                    var latest = stage.functions.describe(Stage.PLACE, API, null, Stage.TIMEOUT);
                    stage.functions.publish(
                            Stage.PLACE, API, latest.codeSha256(), latest.revision(), "by ci", Stage.TIMEOUT);
                }
            }
        });

        assertThat(outcome.says()).isEqualTo("restarted valine-prod-api: live leads to version 3");
        assertThat(stage.acted(facts).says()).isEqualTo("restarted valine-prod-api: live leads to version 3");
        assertThat(stage.undone(facts).says()).isEqualTo("live of valine-prod-api is back at version 2");
        assertThat(leads(stage)).isEqualTo("2");
    }

    private static void publishAnew(Stage stage, String mark, String description) {
        stage.functions.replaceEnvironment(
                Stage.PLACE,
                API,
                Map.of("TOCSIN_RESTART", mark),
                stage.functions.describe(Stage.PLACE, API, null, Stage.TIMEOUT).revision(),
                Stage.TIMEOUT);
        publish(stage, description);
    }

    private static void moved(Stage stage, String version, int minutesBefore) {
        var at = Stage.NOON.minus(Duration.ofMinutes(minutesBefore));
        stage.deployments.add(new Deployment("version " + version, false, at, "ci", "event-" + minutesBefore));
    }

    private static String arn() {
        return "arn:aws:lambda:us-west-2:111122223333:function:" + API;
    }

    private static String goesBack(Stage stage) {
        return stage.would().says().replaceFirst(", published .*", "");
    }

    @Test
    void what_a_run_has_rolled_back_is_not_gone_back_to() {
        var stage = rollBack();
        var facts = stage.would().facts();
        assertThat(stage.done(facts)).isInstanceOf(Outcome.Done.class);
        stage.leaves(arn(), facts);
        deploy(stage, 3);

        assertThat(goesBack(stage)).isEqualTo("roll back valine-prod-api: live from version 3 to 1");
    }

    @Test
    void nor_to_a_restart_of_it() {
        var stage = rollBack();
        publishAnew(stage, "db-1/1", "tocsin restart db-1/1");
        var facts = stage.would().facts();
        assertThat(stage.done(facts)).isInstanceOf(Outcome.Done.class);
        stage.leaves(arn(), facts);
        deploy(stage, 4);

        assertThat(goesBack(stage)).isEqualTo("roll back valine-prod-api: live from version 4 to 1");
    }

    @Test
    void what_somebody_rolled_back_by_hand_is_not_gone_back_to() {
        var stage = rollBack();
        deploy(stage, 3);
        moved(stage, "2", 300);
        moved(stage, "1", 290);
        moved(stage, "3", 10);
        assertThat(goesBack(stage)).isEqualTo("roll back valine-prod-api: live from version 3 to 1");

        var third = rollBack();
        deploy(third, 3);
        lead(third, "2");
        moved(third, "2", 300);
        moved(third, "3", 290);
        moved(third, "2", 200);
        assertThat(goesBack(third)).isEqualTo("roll back valine-prod-api: live from version 2 to 1");
    }

    @Test
    void what_was_published_and_never_live_is_not_what_was_live_before_where_aws_has_told() {
        var stage = rollBack();
        deploy(stage, 3);
        deploy(stage, 4);
        moved(stage, "2", 300);
        moved(stage, "4", 10);

        assertThat(goesBack(stage)).isEqualTo("roll back valine-prod-api: live from version 4 to 2");
    }

    @Test
    void what_somebody_led_the_alias_to_again_after_it_was_rolled_back_counts_again() {
        var stage = rollBack();
        deploy(stage, 3);
        stage.left.put(arn(), Map.of("live/2", "1 " + Stage.NOON.minus(Duration.ofHours(9))));
        assertThat(goesBack(stage)).isEqualTo("roll back valine-prod-api: live from version 3 to 1");

        moved(stage, "2", 300);
        moved(stage, "3", 10);
        assertThat(goesBack(stage)).isEqualTo("roll back valine-prod-api: live from version 3 to 2");
    }

    @Test
    void where_all_that_is_left_from_before_was_rolled_back_a_person_is_asked() {
        var stage = rollBack();
        deploy(stage, 3);
        stage.left.put(arn(), Map.of("live/2", "0 " + Stage.NOON.minus(Duration.ofHours(9))));

        assertThat(stage.plan())
                .isEqualTo(new Plan.NeedsPerson(
                        "nothing tells which version was live, and was not rolled back, of valine-prod-api from before"
                                + " 3, to which live leads: deploy what is right by hand"));
    }

    @Test
    void what_was_rolled_back_of_another_alias_is_no_matter() {
        var stage = rollBack();
        deploy(stage, 3);
        stage.left.put(arn(), Map.of("canary/2", "1 " + Stage.NOON.minus(Duration.ofHours(9))));

        assertThat(goesBack(stage)).isEqualTo("roll back valine-prod-api: live from version 3 to 2");
    }

    @Test
    void crashed_at_any_call_and_taken_up_again_the_alias_moves_once() {
        var calls = Stage.crashedEverywhere(LambdaActionsTest::rollBack, (stage, outcome) -> {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(movesTo(stage, "1")).hasSize(1);
        });
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void after_a_migration_a_person_is_asked_instead() {
        var stage = rollBack();
        stage.deployments.add(new Deployment("v42", true, Stage.NOON.minus(Duration.ofMinutes(12)), "ci", null));

        assertThat(stage.plan())
                .isEqualTo(new Plan.NeedsPerson(
                        "roll valine-prod-api back by hand, where that is right: v42, deployed at 2026-03-02 11:48:00"
                                + " UTC, came with a migration, and the code before may not understand what is stored"
                                + " now"));
    }

    @Test
    void where_nothing_else_was_published_before_a_person_is_asked() {
        var stage = new Stage("lambda.roll-back", "function", API, "alias", "live");
        stage.functions.create(Stage.PLACE, API, "live", new TreeMap<>());

        assertThat(stage.plan()).isInstanceOf(Plan.NeedsPerson.class);
    }

    @Test
    void an_alias_that_somebody_moved_meanwhile_is_left_there() {
        var stage = rollBack();
        var facts = stage.would().facts();
        deploy(stage, 3);

        assertThat(stage.undone(facts).says()).contains("somebody moved live of valine-prod-api from version 1 to 3");
        assertThat(leads(stage)).isEqualTo("3");
    }

    @Test
    void concurrency_is_reserved_and_taken_back_to_what_it_was() {
        var stage = deployed("lambda.set-concurrency", "function", API, "concurrency", "5");
        var would = stage.would();

        assertThat(would.says()).isEqualTo("reserve concurrency for valine-prod-api: from none to 5");
        stage.done();
        assertThat(stage.functions.reserved(Stage.PLACE, API, Stage.TIMEOUT)).isEqualTo(5);
        stage.undone(would.facts());
        assertThat(stage.functions.reserved(Stage.PLACE, API, Stage.TIMEOUT)).isNull();
    }

    @Test
    void an_invocation_tells_what_was_answered_without_what_would_break_a_line() {
        var stage = deployed("lambda.invoke", "function", API, "payload", "{\"a\":\n1}");

        assertThat(stage.would().says()).isEqualTo("invoke valine-prod-api with {\"a\": 1}");
        assertThat(stage.done().says()).isEqualTo("valine-prod-api answers null");
    }

    @Test
    void taken_back_and_crashed_at_any_call_the_alias_moves_back_once() {
        var calls = Stage.undoneEverywhere(LambdaActionsTest::rollBack, (stage, outcome) -> {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(movesTo(stage, "2")).hasSize(2); // one of them when it was deployed
        });
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void a_migration_declared_after_the_plan_stops_what_is_not_done_yet() {
        var stage = rollBack();
        var facts = stage.would().facts();
        stage.deployments.add(new Deployment("v43", true, Stage.NOON, "ci", null));

        assertThat(stage.acted(facts)).isInstanceOf(Outcome.NeedsPerson.class);
        assertThat(leads(stage)).isEqualTo("2");
    }

    @Test
    void what_somebody_moved_since_the_plan_is_not_rolled_back() {
        var stage = rollBack();
        var facts = stage.would().facts();
        deploy(stage, 3);

        assertThat(stage.acted(facts))
                .isEqualTo(new Outcome.NeedsPerson("somebody moved live of valine-prod-api from version 2 to 3"
                        + " meanwhile; it was left there"));
    }

    private static Stage reserve() {
        return deployed("lambda.set-concurrency", "function", API, "concurrency", "5");
    }

    @Test
    void crashed_at_any_call_and_taken_up_again_concurrency_is_reserved_once() {
        var calls = Stage.crashedEverywhere(LambdaActionsTest::reserve, (stage, outcome) -> {
            assertThat(outcome.says()).isEqualTo("valine-prod-api has 5 concurrent executions reserved");
            assertThat(reservations(stage)).containsExactly("concurrency of valine-prod-api: 5");
        });
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void taken_back_and_crashed_at_any_call_concurrency_is_given_back_once() {
        Stage.undoneEverywhere(LambdaActionsTest::reserve, (stage, outcome) -> {
            assertThat(outcome.says()).isEqualTo("valine-prod-api has no concurrency reserved");
            assertThat(reservations(stage))
                    .containsExactly("concurrency of valine-prod-api: 5", "concurrency of valine-prod-api: none");
        });
    }

    private static List<String> reservations(Stage stage) {
        return stage.functions.changes().stream()
                .filter(change -> change.startsWith("concurrency"))
                .toList();
    }

    @Test
    void what_somebody_reserved_meanwhile_is_left() {
        var stage = reserve();
        var facts = stage.would().facts();
        stage.functions.reserve(Stage.PLACE, API, 40, Stage.TIMEOUT);

        assertThat(stage.acted(facts))
                .isEqualTo(new Outcome.NeedsPerson("somebody set the reserved concurrency of valine-prod-api from none"
                        + " to 40 meanwhile; it was left there"));
        assertThat(stage.undone(facts)).isInstanceOf(Outcome.Failed.class);
        assertThat(stage.functions.reserved(Stage.PLACE, API, Stage.TIMEOUT)).isEqualTo(40);
    }

    @Test
    void what_is_no_number_of_executions_is_refused_by_its_value() {
        assertThatThrownBy(() -> deployed("lambda.set-concurrency", "function", API, "concurrency", "many")
                        .plan())
                .hasMessage("concurrency: \"many\"; expected a number, or none");
    }

    @Test
    void an_invocation_that_fails_says_how() {
        var stage = deployed("lambda.invoke", "function", API, "alias", "live");
        stage.functions.answers(Stage.PLACE, API, new Answer("{\"errorMessage\": \"no\"}", "Unhandled"));

        assertThat(stage.done())
                .isEqualTo(new Outcome.Failed("valine-prod-api fails (Unhandled): {\"errorMessage\": \"no\"}"));
    }

    private static Stage restart() {
        return restarting(new TreeMap<>(), "alias", "live");
    }

    private static Stage restarting(Map<String, String> variables, String... more) {
        var parameters = new String[more.length + 2];
        parameters[0] = "function";
        parameters[1] = API;
        System.arraycopy(more, 0, parameters, 2, more.length);
        var stage = new Stage("lambda.restart", parameters);
        stage.functions.create(Stage.PLACE, API, "live", variables);
        stage.functions.tag(Stage.PLACE, API, Stage.ALLOWED);
        return stage;
    }

    private static Map<String, String> thirty() {
        var variables = new TreeMap<String, String>();
        for (var number = 1; number <= 30; number++) {
            variables.put("VARIABLE_" + number, "value " + number);
        }
        return variables;
    }

    @Test
    void crashed_at_any_call_and_taken_up_again_a_function_is_restarted_once() {
        var calls = Stage.crashedEverywhere(LambdaActionsTest::restart, (stage, outcome) -> {
            assertThat(outcome.says()).isEqualTo("restarted valine-prod-api: live leads to version 2");
            assertThat(stage.functions.changes())
                    .containsExactly(
                            "variables of valine-prod-api",
                            "version 2 of valine-prod-api",
                            "alias live of valine-prod-api to 2");
        });
        assertThat(calls).isGreaterThanOrEqualTo(6);
    }

    @Test
    void crashed_at_any_call_and_taken_up_again_a_function_without_an_alias_is_restarted_once() {
        Stage.crashedEverywhere(() -> restarting(thirty()), (stage, outcome) -> {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(stage.functions.changes()).containsExactly("variables of valine-prod-api");
            assertThat(environment(stage)).containsAllEntriesOf(thirty()).hasSize(31);
        });
    }

    @Test
    void taken_back_and_crashed_at_any_call_the_alias_is_back_once() {
        Stage.undoneEverywhere(LambdaActionsTest::restart, (stage, outcome) -> {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(leads(stage)).isEqualTo("1");
            assertThat(movesTo(stage, "1")).hasSize(1);
        });
    }

    private static Map<String, String> environment(Stage stage) {
        return stage.functions.describe(Stage.PLACE, API, null, Stage.TIMEOUT).environment();
    }

    /** Whoever else edits the variables does so between any two calls of the restart, each call in turn. */
    @ParameterizedTest
    @ValueSource(strings = {"", "live"})
    void with_thirty_variables_and_an_editor_at_any_moment_none_is_lost(String alias) {
        var calls = 0;
        for (var moment = 0; moment <= calls; moment++) {
            var stage = alias.isEmpty() ? restarting(thirty()) : restarting(thirty(), "alias", alias);
            var facts = stage.would().facts();
            var editing = moment;
            var counter = new CallCounter();
            stage.done(facts, new Interference() {
                @Override
                public void before(PortCall call) {
                    counter.before(call);
                    if (call.index() == editing) {
                        edit(stage);
                    }
                }
            });
            calls = Math.max(calls, counter.count());

            var expected = new TreeMap<>(thirty());
            if (editing < counter.count()) {
                expected.put("VARIABLE_7", "edited");
                expected.put("VARIABLE_31", "new");
            }
            assertThat(environment(stage)).as("edited before call " + editing).containsAllEntriesOf(expected);
            var behind = stage.functions.describe(Stage.PLACE, API, "live", Stage.TIMEOUT);
            assertThat(behind.environment().keySet()).containsAll(thirty().keySet());
        }
        assertThat(calls).isGreaterThanOrEqualTo(2);
    }

    private static void edit(Stage stage) {
        var latest = stage.functions.describe(Stage.PLACE, API, null, Stage.TIMEOUT);
        var edited = new TreeMap<>(latest.environment());
        edited.put("VARIABLE_7", "edited");
        edited.put("VARIABLE_31", "new");
        stage.functions.replaceEnvironment(Stage.PLACE, API, edited, latest.revision(), Stage.TIMEOUT);
    }

    @Test
    void an_invocation_cut_off_is_never_repeated_by_itself() {
        assertThat(deployed("lambda.invoke", "function", API).action().knowsItsOwn())
                .isFalse();
    }
}
