package tocsin.tests.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.action.Outcome;
import tocsin.action.Plan;
import tocsin.cloud.Gateways.Throttle;
import tocsin.incident.Deployment;

class HandingOverTest {
    private static final String MACHINE = "arn:aws:states:us-west-2:111122223333:stateMachine:valine-deploy";

    private static Stage machine() {
        var stage = new Stage("stepfunctions.run", "machine", MACHINE, "input", "{\"version\":\"v42\"}");
        stage.cloud.stateMachines.create(MACHINE, Stage.ALLOWED);
        return stage;
    }

    private static Stage document() {
        var stage = new Stage("ssm.automation", "document", "valine-migrate", "parameters", "Stage=prod Dry=no");
        stage.cloud.automations.create("valine-migrate", Stage.ALLOWED);
        return stage;
    }

    @Test
    void a_state_machine_is_waited_for_and_begun_once_whatever_crashes() {
        Stage.crashedEverywhere(HandingOverTest::machine, (stage, outcome) -> {
            assertThat(outcome.says()).isEqualTo("valine-deploy has succeeded");
            assertThat(stage.cloud.stateMachines.begun(MACHINE)).isEqualTo(1);
        });
    }

    @Test
    void an_automation_is_waited_for_and_begun_once_whatever_crashes() {
        Stage.crashedEverywhere(HandingOverTest::document, (stage, outcome) -> {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(stage.cloud.automations.begun("valine-migrate")).isEqualTo(1);
        });
    }

    @Test
    void an_express_machine_which_could_begin_twice_is_left_to_a_person() {
        var stage = new Stage("stepfunctions.run", "machine", MACHINE);
        stage.cloud.stateMachines.createExpress(MACHINE, Stage.ALLOWED);

        assertThat(stage.plan())
                .isEqualTo(new Plan.NeedsPerson("start the state machine valine-deploy by hand: it is an express one,"
                        + " of which nothing tells whether it has begun, so that after a crash it could begin twice"));
        assertThat(stage.cloud.stateMachines.begun(MACHINE)).isZero();
    }

    @Test
    void what_fails_there_fails_here_with_its_reason() {
        var stage = machine();
        stage.cloud.stateMachines.fail(MACHINE, "smoke tests: 2 of 7 failed");

        assertThat(stage.done()).isEqualTo(new Outcome.Failed("valine-deploy has failed: smoke tests: 2 of 7 failed"));
    }

    @Test
    void what_does_not_end_is_put_to_a_person() {
        var stage = machine();
        stage.cloud.stateMachines.takes(Duration.ofDays(2));

        assertThat(stage.done())
                .isEqualTo(new Outcome.NeedsPerson("valine-deploy is under way still, after 4 h: please look at it"));
    }

    @Test
    void what_is_no_machine_and_no_parameter_is_refused_by_its_value() {
        assertThatThrownBy(() -> new Stage("stepfunctions.run", "machine", "valine-deploy").plan())
                .isInstanceOf(PortFailure.class)
                .hasMessage("machine: \"valine-deploy\"; expected a state machine's ARN");
        var stage = new Stage("ssm.automation", "document", "valine-migrate", "parameters", "Stage");
        stage.cloud.automations.create("valine-migrate", Stage.ALLOWED);
        assertThatThrownBy(stage::plan)
                .hasMessage("parameters: \"Stage\"; expected NAME=VALUE, several with spaces between");
    }

    @Test
    void an_api_is_throttled_and_taken_back_to_what_it_was() {
        var stage = new Stage("apigateway.throttle", "api", "a1b2c3", "stage", "prod", "rate", "50", "burst", "100");
        stage.cloud.gateways.create(Stage.PLACE, "a1b2c3", "prod", Stage.ALLOWED);
        var would = stage.would();

        assertThat(would.says()).isEqualTo("throttle a1b2c3/prod: from the account's own to 50 a second, 100 at once");
        stage.done();
        assertThat(stage.cloud
                        .gateways
                        .stage(Stage.PLACE, "a1b2c3", "prod", Stage.TIMEOUT)
                        .throttle())
                .isEqualTo(new Throttle(50, 100));
        stage.undone(would.facts());
        assertThat(stage.cloud
                        .gateways
                        .stage(Stage.PLACE, "a1b2c3", "prod", Stage.TIMEOUT)
                        .throttle())
                .isNull();
    }

    @Test
    void recent_deployments_are_what_was_declared_and_what_the_stack_went_through() {
        var stage = new Stage("deployments.recent", "stack", "valine-prod");
        stage.cloud.stacks.create("valine-prod");
        stage.cloud.stacks.tell("valine-prod", Stage.NOON.minus(Duration.ofHours(3)), "UPDATE_COMPLETE");
        stage.cloud.stacks.tell("valine-prod", Stage.NOON.minus(Duration.ofMinutes(20)), "UPDATE_COMPLETE");
        stage.deployments.add(new Deployment("v42", false, Stage.NOON.minus(Duration.ofMinutes(12)), "ci", null));

        assertThat(stage.done().says())
                .isEqualTo("deployed since 2026-03-02 10:00:00 UTC: v42 by ci at 2026-03-02 11:48:00 UTC;"
                        + " stack valine-prod UPDATE_COMPLETE at 2026-03-02 11:40:00 UTC");
    }

    @Test
    void a_table_that_is_not_there_is_said_by_its_name() {
        var stage = new Stage("dynamodb.describe", "table", "valine-state");
        assertThatThrownBy(stage::done).hasMessage("no table 'valine-state'");
        stage.cloud.tables.create("valine-state");
        assertThat(stage.done().says()).startsWith("the table valine-state is ACTIVE");
    }

    private static Stage throttle() {
        var stage = new Stage("apigateway.throttle", "api", "a1b2c3", "stage", "prod", "rate", "50", "burst", "100");
        stage.cloud.gateways.create(Stage.PLACE, "a1b2c3", "prod", Stage.ALLOWED);
        return stage;
    }

    private static void setBySomebody(Stage stage, Throttle throttle) {
        stage.cloud.gateways.throttle(Stage.PLACE, "a1b2c3", "prod", throttle, Stage.TIMEOUT);
    }

    private static @Nullable Throttle set(Stage stage) {
        return stage.cloud
                .gateways
                .stage(Stage.PLACE, "a1b2c3", "prod", Stage.TIMEOUT)
                .throttle();
    }

    @Test
    void crashed_at_any_call_and_taken_up_again_an_api_is_throttled_once() {
        var calls = Stage.crashedEverywhere(HandingOverTest::throttle, (stage, outcome) -> {
            assertThat(outcome.says()).isEqualTo("a1b2c3/prod is throttled to 50 a second, 100 at once");
            assertThat(set(stage)).isEqualTo(new Throttle(50, 100));
            assertThat(stage.cloud.gateways.changes()).isEqualTo(1);
        });
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void taken_back_and_crashed_at_any_call_the_throttle_goes_once() {
        Stage.undoneEverywhere(HandingOverTest::throttle, (stage, outcome) -> {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(set(stage)).isNull();
            assertThat(stage.cloud.gateways.changes()).isEqualTo(2);
        });
    }

    @Test
    void a_throttle_that_somebody_set_meanwhile_is_left() {
        var stage = throttle();
        var facts = stage.would().facts();
        setBySomebody(stage, new Throttle(2.5, 5));

        assertThat(stage.acted(facts))
                .isEqualTo(new Outcome.NeedsPerson("somebody set the throttle of a1b2c3/prod to 2.5 a second, 5 at once"
                        + " meanwhile; it was left there"));
        assertThat(stage.undone(facts)).isInstanceOf(Outcome.Failed.class);
        assertThat(set(stage)).isEqualTo(new Throttle(2.5, 5));
    }

    @Test
    void a_throttle_of_before_comes_back_as_it_was() {
        var stage = throttle();
        setBySomebody(stage, new Throttle(2.5, 5));
        var facts = stage.would().facts();
        stage.done();

        stage.undone(facts);
        assertThat(set(stage)).isEqualTo(new Throttle(2.5, 5));
    }

    @Test
    void asked_too_often_both_are_begun_once_all_the_same() {
        var machine = machine();
        var document = document();
        var facts = machine.would().facts();
        machine.cloud.stateMachines.throttle(2);
        document.cloud.automations.throttle(2);

        assertThat(machine.done(facts)).isInstanceOf(Outcome.Done.class);
        assertThat(machine.cloud.stateMachines.begun(MACHINE)).isEqualTo(1);
        assertThat(document.done(facts)).isInstanceOf(Outcome.Done.class);
        assertThat(document.cloud.automations.begun("valine-migrate")).isEqualTo(1);
    }

    @Test
    void a_machine_of_another_account_is_looked_at_as_that_accounts() {
        var elsewhere = MACHINE.replace("111122223333", "444455556666");
        var stage = new Stage("stepfunctions.run", "machine", elsewhere);
        stage.cloud.stateMachines.create(elsewhere, Stage.ALLOWED);

        assertThat(stage.would().target()).extracting(Plan.Target::account).isEqualTo("444455556666");
    }

    @Test
    void a_version_that_the_alias_does_not_lead_to_yet_is_no_deployment() {
        var stage = new Stage("deployments.recent", "function", "valine-prod-api", "alias", "live");
        stage.functions.publishesAt(Stage.NOON.minus(Duration.ofDays(1)));
        stage.functions.create(Stage.PLACE, "valine-prod-api", "live", new TreeMap<>());
        stage.functions.publishesAt(Stage.NOON.minus(Duration.ofMinutes(5)));
        stage.functions.deploy(Stage.PLACE, "valine-prod-api", 2);
        var latest = stage.functions.describe(Stage.PLACE, "valine-prod-api", null, Stage.TIMEOUT);
        stage.functions.publish(
                Stage.PLACE, "valine-prod-api", latest.codeSha256(), latest.revision(), "", Stage.TIMEOUT);
        assertThat(stage.done().says()).startsWith("nothing was deployed");

        var alias = stage.functions.alias(Stage.PLACE, "valine-prod-api", "live", Stage.TIMEOUT);
        stage.functions.moveAlias(Stage.PLACE, "valine-prod-api", "live", "2", alias.revision(), Stage.TIMEOUT);
        assertThat(stage.done().says()).endsWith("version 2 of valine-prod-api at 2026-03-02 11:55:00 UTC");
    }

    @Test
    void a_person_is_asked_in_the_words_of_the_step() {
        assertThat(new Stage("person.do", "do", "lower the pool to 5, and deploy").done())
                .isEqualTo(new Outcome.NeedsPerson("please lower the pool to 5, and deploy"));
    }
}
