package tocsin.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.alarm.AlarmState;
import tocsin.config.Budget;
import tocsin.config.Mode;
import tocsin.config.Rate;
import tocsin.incident.Deployment;
import tocsin.runbook.Runbook.Step;
import tocsin.testing.Interference;
import tocsin.testing.PortCall;

/** What a runbook asks of people by a step of its own is asked once, whatever its mode asks beside. */
class QuestionTest {
    private static final String RESTART = "restart valine-prod-api: live from version 1 to a new one of the same code";

    /** A question that tells what was counted. */
    private static final Step ASK =
            Product.step("ask", "person.approve", null, "ask", "${open.count} are open. Is it quiet?");

    private static final Step DO_RESTART = step("restart", "lambda.restart");

    static Stream<Mode> modes() {
        return Stream.of(Mode.APPROVE, Mode.AUTOMATIC, Mode.veto(Duration.ofMinutes(2)));
    }

    private static Step step(String id, String action) {
        return Product.step(id, action, null, "function", "${services.api.function}", "alias", "${services.api.alias}");
    }

    private static Product of(Mode mode, Step... steps) {
        var plenty = new Rate(9, Duration.ofHours(6));
        var product = new Product(mode, new Budget(plenty, plenty));
        product.endsIdle = false;
        return product.with(runbook -> new Runbook(
                runbook.name(),
                runbook.title(),
                runbook.when(),
                Stream.concat(Stream.of(runbook.steps().getFirst()), Stream.of(steps))
                        .toList(),
                runbook.proof()));
    }

    private static List<String> asked(Product product) {
        return product.said().stream()
                .filter(line -> line.startsWith("run asks: "))
                .toList();
    }

    private static void approve(Product product) {
        assertThat(product.answered(true, "ann")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void a_question_before_the_first_change_tells_the_changes_and_yes_is_yes_to_both(Mode mode) {
        var product = of(mode, ASK, DO_RESTART).alarmed().untilAsking();
        approve(product);
        product.untilOver();

        assertThat(asked(product))
                .containsExactly("run asks: 93 are open. Is it quiet? Approved, it is going to " + RESTART
                        + ". CloudWatch confirms valine-prod-db-connections: 93 at 2026-03-02 11:59:00 UTC (threshold"
                        + " 80) (approve it, or reject it, until 2026-03-02 13:00:00 UTC)");
        assertThat(product.allChanges()).contains("alias live of valine-prod-api to 2");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void what_moved_since_the_question_is_left_alone(Mode mode) {
        var product = of(mode, ASK, DO_RESTART).alarmed().untilAsking();
        ApprovalTest.somebodyDeploys(product);
        approve(product);
        product.untilOver();

        assertThat(product.said().getLast())
                .startsWith("run ended: nothing was changed: arn:aws:lambda:us-west-2:111122223333:function:"
                        + "valine-prod-api is not as it was when this was approved");
        assertThat(product.allChanges())
                .containsExactly("version 2 of valine-prod-api", "alias live of valine-prod-api to 2");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void of_a_forged_alarm_nobody_is_asked(Mode mode) {
        var product = of(mode, ASK, DO_RESTART);
        product.alarmFollows = false;
        product.alarm(AlarmState.OK);
        product.alarmed().untilOver();

        assertThat(asked(product)).isEmpty();
        assertThat(product.said().getLast()).startsWith("run ended: not confirmed, so nothing was changed: ");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void a_forged_alarm_for_which_nothing_had_to_be_changed_is_said_to_be_none(Mode mode) {
        var leftOut = new Step(
                "restart",
                "Restart",
                "",
                "lambda.restart",
                DO_RESTART.parameters(),
                new Given("{\"open.count\":[{\"numeric\":[\">\",95]}]}"),
                1);
        var product = of(mode, leftOut);
        product.alarmFollows = false;
        product.alarm(AlarmState.OK);
        var asked = new AtomicInteger();
        product.seen = product.ports.with(new Interference() {
            @Override
            public void before(PortCall call) {
                if (call.method().equals("alarm")) {
                    asked.incrementAndGet();
                }
            }
        });
        product.alarmed().untilOver();

        assertThat(product.said().getLast())
                .isEqualTo("run ended: not confirmed, so nothing was changed: CloudWatch says that"
                        + " valine-prod-db-connections is OK since 2026-03-02 12:00:00 UTC");
        assertThat(asked).hasValue(1);
    }

    /** It was asked before the question already. */
    @Test
    void what_was_confirmed_for_a_question_is_not_asked_of_cloudwatch_again_where_it_came_to_no_change() {
        var later = new Step(
                "restart",
                "Restart",
                "",
                "lambda.restart",
                DO_RESTART.parameters(),
                new Given("{\"again.count\":[{\"numeric\":[\">\",80]}]}"),
                1);
        var again = Product.step("again", "postgres.count-connections", null, "database", "${service.database}");
        var product = of(Mode.AUTOMATIC, ASK, again, later).alarmed().untilAsking();
        product.idle = 20;
        product.passing(Duration.ofMinutes(2));
        approve(product);
        product.untilOver();

        assertThat(product.said()).endsWith("run ended: done; nothing had to be changed");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void what_only_a_person_can_do_is_asked_once(Mode mode) {
        var product = of(mode, step("back", "lambda.roll-back")).alarmed();
        product.deployed(new Deployment("v42", true, Product.NOON.minus(Duration.ofMinutes(40)), "ci", null));
        product.untilAsking();
        approve(product);
        product.untilOver();

        assertThat(asked(product)).hasSize(1);
        assertThat(asked(product).getFirst())
                .startsWith("run asks: roll valine-prod-api back by hand, where that is right: v42 of db, ")
                .contains("(approve it when that is done, or reject it, until ");
        assertThat(product.allChanges()).isEmpty();
    }

    @Test
    void what_an_earlier_step_gave_is_held_to_the_same_form_by_the_plan_and_by_the_run() {
        var scale =
                Product.step("scale", "rds.scale", null, "database", "${service.database}", "class", "${open.count}");
        var product = of(Mode.AUTOMATIC, scale);
        var why = "class: \"93\"; expected larger, smaller, or a class as db.t4g.large";

        assertThat(plan(product).steps().getLast().refusal()).isEqualTo(why);
        product.alarmed().untilOver();
        assertThat(product.said().getLast()).contains(why);
        assertThat(product.allChanges()).isEmpty();
    }

    @Test
    void of_what_people_are_told_an_earlier_step_may_give_nothing() {
        var tell = Product.step("tell", "person.tell", null, "text", "${open.idle}");

        assertThat(plan(of(Mode.AUTOMATIC, tell)).steps().getLast().refusal()).isNull();
    }

    @Test
    void a_question_on_which_no_change_hangs_approves_of_none() {
        var product = of(Mode.APPROVE, ASK).alarmed().untilAsking();
        approve(product);
        product.untilOver();

        assertThat(asked(product))
                .containsExactly("run asks: 93 are open. Is it quiet? (approve it, or reject it, until"
                        + " 2026-03-02 13:00:00 UTC)");
        assertThat(product.said()).endsWith("run ended: done; nothing had to be changed");
    }

    // by hand

    private static RunPlan plan(Product product) {
        return Objects.requireNonNull(new Planner(product.ports)
                .plan(new RunPlan.Request("connection-pool", "prod/db"))
                .plan());
    }

    @ParameterizedTest
    @MethodSource("modes")
    void whoever_has_it_done_as_planned_has_answered_what_the_plan_asked(Mode mode) {
        var product = of(mode, ASK, DO_RESTART);
        var plan = plan(product);
        assertThat(plan.steps().get(1).says()).isEqualTo("would ask: 93 are open. Is it quiet?");

        product.byHand(plan.identity());
        product.untilOver();

        assertThat(asked(product)).isEmpty();
        assertThat(product.said())
                .contains("run: ann has said yes to that in the plan: ask: 93 are open. Is it quiet?");
        assertThat(product.allChanges()).contains("alias live of valine-prod-api to 2");
    }

    @Test
    void a_question_that_the_plan_left_out_is_asked_where_the_run_comes_to_it() {
        var busy = new Step(
                "ask",
                "Busy",
                "",
                "person.approve",
                ASK.parameters(),
                new Given("{\"open.count\":[{\"numeric\":[\">\",80]}]}"),
                1);
        var product = of(Mode.AUTOMATIC, busy, DO_RESTART);
        product.idle = 20;
        var plan = plan(product);
        assertThat(plan.steps().get(1).kind()).isEqualTo("left out");

        product.idle = 83;
        product.byHand(plan.identity());
        product.untilAsking();

        assertThat(asked(product)).hasSize(1);
        assertThat(product.allChanges()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void what_its_own_change_has_moved_since_the_plan_is_planned_anew(Mode mode) {
        var product = of(mode, DO_RESTART, step("again", "lambda.restart"));
        product.byHand(plan(product).identity());
        product.until(
                () -> mode.kind() == Mode.Kind.AUTOMATIC || !asked(product).isEmpty(), Duration.ofMinutes(2));

        var anew = "restart valine-prod-api: live from version 2 to a new one";
        if (mode.kind() == Mode.Kind.AUTOMATIC) {
            product.until(
                    () -> product.said().stream().anyMatch(line -> line.startsWith("run: begins to " + anew)),
                    Duration.ofMinutes(2));
        } else {
            assertThat(asked(product).getLast()).contains("restart valine-prod-api: live from version 2 to a new one");
            assertThat(product.allChanges()).contains("alias live of valine-prod-api to 2");
            assertThat(product.allChanges()).doesNotContain("alias live of valine-prod-api to 3");
        }
    }

    @Test
    void a_question_after_a_change_hangs_on_what_came_of_it_and_is_asked() {
        var product = of(Mode.APPROVE, DO_RESTART, ASK, step("again", "lambda.restart"));
        product.byHand(plan(product).identity());
        product.untilAsking();

        assertThat(asked(product)).hasSize(1);
        assertThat(product.allChanges()).contains("alias live of valine-prod-api to 2");
    }
}
