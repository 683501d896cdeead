package tocsin.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tocsin.config.Mode;
import tocsin.config.Severity;
import tocsin.incident.Incident;
import tocsin.runbook.RunPlan.PlannedStep;
import tocsin.state.Documents;
import tocsin.state.Keys;

/** What a person plans, and has done. */
class ByHandTest {
    private final Product product = new Product(Mode.APPROVE);

    private RunPlan plan() {
        return Objects.requireNonNull(new Planner(product.ports)
                .plan(new RunPlan.Request("connection-pool", "prod/db"))
                .plan());
    }

    private Incident ended() {
        var key = Keys.incident(Product.INCIDENT);
        return new Documents()
                .incidents()
                .fromJson(Objects.requireNonNull(
                        Objects.requireNonNull(product.ports.table.row(key)).text("body")));
    }

    @Test
    void a_plan_says_what_each_step_would_do_and_changes_nothing() {
        var plan = plan();

        assertThat(plan.steps())
                .extracting(PlannedStep::id, PlannedStep::kind, PlannedStep::says)
                .containsExactly(
                        tuple("open", "reads", "project-valine-prod has 93 of 100 connections open, 83 of them idle"),
                        tuple(
                                "idle",
                                "changes",
                                "would end the connections of project-valine-prod that are idle for more than 10 min"),
                        tuple(
                                "restart",
                                "changes",
                                "would restart valine-prod-api: live from version 1 to a new one of the same code"));
        assertThat(plan.mode()).isEqualTo("approve");
        assertThat(product.allChanges()).isEmpty();
        assertThat(product.ports.table.rows()).isEmpty();
    }

    @Test
    void a_plan_says_what_it_may_not_do_and_what_it_would_leave_out() {
        product.ports.instances.tag(Map.of());
        assertThat(plan().steps())
                .extracting(PlannedStep::refusal)
                .contains("arn:aws:rds:us-west-2:111122223333:db:project-valine-prod has no tag tocsin: allowed, which"
                        + " may-touch asks for");

        product.idle = 0;
        var leftOut = plan().steps().get(1);
        assertThat(leftOut.kind()).isEqualTo("left out");
        assertThat(leftOut.says())
                .endsWith("does not hold; where it does by then, it would end the connections of project-valine-prod"
                        + " that are idle for more than 10 min");
    }

    @Test
    void what_is_asked_for_by_hand_as_it_was_planned_is_done_and_proven_in_an_incident_of_its_own() {
        assertThat(product.byHand(plan().identity())).isEqualTo("db-1/1");
        product.untilOver();

        assertThat(product.said())
                .contains("run: begins \"The database has no connections left\", as ann saw it planned");
        assertThat(product.said().getLast()).startsWith("run proven: ");
        assertThat(product.allChanges()).contains("ended 83 connections");
        assertThat(ended().severity()).isEqualTo(Severity.P3);
        assertThat(product.story()).endsWith("resolved: the run that it was opened for is over");
    }

    @Test
    void a_service_that_has_not_what_the_runbook_names_gets_no_plan() {
        assertThat(new Planner(product.ports)
                        .plan(new RunPlan.Request("connection-pool", "api"))
                        .error())
                .isEqualTo("connection-pool names ${service.database}, which prod/api has not; --service, one of"
                        + " prod/db");
    }

    @Test
    void what_would_be_another_thing_by_then_changes_nothing() {
        var plan = plan().identity();
        product.ports.functions.deploy(Product.PLACE, Product.FUNCTION, 2);

        product.byHand(plan);
        product.untilOver();

        assertThat(product.said().getLast()).startsWith("run ended: nothing was changed: what ann saw planned is not");
        assertThat(product.allChanges()).isEmpty();
    }

    @Test
    void without_a_plan_that_somebody_saw_it_asks() {
        product.byHand(null);
        product.untilAsking();

        assertThat(product.said().getLast()).contains("? asked for by ann (approve it");
        assertThat(product.allChanges()).isEmpty();
    }

    @Test
    void in_an_incident_whose_alarm_the_runbook_answers_it_is_the_answer_to_that() {
        product.alarmed().untilAsking();

        assertThat(product.byHand(plan().identity())).isEqualTo("db-1/2");

        assertThat(new Documents()
                        .runs()
                        .fromJson(Objects.requireNonNull(product.row(2).text("body")))
                        .transition())
                .isNotNull();
    }
}
