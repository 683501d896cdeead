package tocsin.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.config.Budget;
import tocsin.config.Configuration;
import tocsin.config.Mode;
import tocsin.config.Paging;
import tocsin.config.Pattern;
import tocsin.config.Probe;
import tocsin.config.Rate;
import tocsin.config.RunbookModes;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.config.Stage;
import tocsin.maintenance.Announcing;
import tocsin.maintenance.Maintenance;
import tocsin.maintenance.Occurrence;
import tocsin.page.Web;
import tocsin.runbook.Runbook.Step;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.triage.Triage;

/** What is looked at before users are let in again. */
class SmokeTestsTest {
    private static final Announcing ANNOUNCING = new Announcing(
            null,
            null,
            null,
            Announcing.OBJECT,
            Announcing.MAIL_AHEAD,
            Announcing.BANNER_AHEAD,
            Announcing.CHECKLIST,
            Announcing.EMERGENCY,
            Announcing.AGAIN);
    private static final Maintenance WORK = Maintenance.planned(
                    1,
                    "a hole is closed",
                    "prod",
                    List.of(),
                    List.of(Severity.P0),
                    new Occurrence(Product.NOON, Product.NOON.plus(Duration.ofHours(1))),
                    null,
                    "ann",
                    Product.NOON)
            .withEmergency(true);

    private final Product product = new Product(Product.NOON, configuration());

    private static Configuration configuration() {
        var budget = new Budget(new Rate(1, Duration.ofHours(6)), new Rate(5, Duration.ofDays(1)));
        return Product.configuration(Mode.APPROVE, budget, List.of())
                .withMaintenance(ANNOUNCING)
                .withRunbooks(List.of(new RunbookModes(Announcing.EMERGENCY, null, Map.of("prod", Mode.APPROVE))));
    }

    /** It has begun, and its checklist is these steps, the first of which is asked for. */
    private void begun(Step... steps) {
        product.ports.runbooks =
                new Runbooks(List.of(new Runbook(Announcing.EMERGENCY, "Now", null, List.of(steps), null)));
        var ledger = Ledger.of(product.ports, new Documents());
        var triage = new Triage(product.ports.configuration());
        var partitions = List.of("prod/api", "prod/db", "prod/media", Maintenance.PARTITION);
        ledger.decide(
                partitions,
                List.of(),
                view -> triage.maintenance(
                                view, (course, plans) -> course.plan(plans, WORK, Product.NOON), Product.NOON)
                        .decision());
        product.until(() -> status().equals("asking"), Duration.ofMinutes(1));
    }

    private String status() {
        return String.valueOf(Objects.requireNonNull(product.ports.table.row(Keys.run(WORK.ref(), 1)))
                .text(RunRow.STATUS));
    }

    private void rejected() {
        assertThat(new Approvals(product.ports).reject(WORK.ref(), 1, "ann")).isEmpty();
        product.until(() -> status().equals("over"), Duration.ofMinutes(1));
    }

    private boolean workDone() {
        return new SmokeTests(product.ports).look(WORK).workDone();
    }

    private static Step byHand(String id) {
        return Product.step(id, "person.do", null, "do", "see to it");
    }

    @Test
    void where_no_checklist_leads_anybody_its_work_is_not_waited_for() {
        assertThat(workDone()).isTrue();
    }

    @Test
    void a_checklist_that_ended_without_its_work_does_not_say_that_it_is_done() {
        begun(byHand(Announcing.WORK), byHand("mail"));
        assertThat(workDone()).isFalse();

        rejected();
        assertThat(workDone()).isFalse();
    }

    @Test
    void a_checklist_that_has_no_such_step_is_waited_for_to_its_end() {
        begun(byHand("mail"));
        assertThat(workDone()).isFalse();

        rejected();
        assertThat(workDone()).isTrue();
    }

    private static Product ofServices(int number) {
        var services = IntStream.rangeClosed(1, number)
                .mapToObj(each -> new Service(
                        "prod",
                        "s" + each,
                        "all",
                        List.of(),
                        new Pattern("{\"alarm\":[\"s" + each + "\"]}"),
                        new Probe("https://s" + each + ".example.com/", null),
                        new TreeMap<>(),
                        Paging.ON))
                .toList();
        var stage = new Stage("prod", "111122223333", List.of("us-west-2"), null, services, List.of(), null);
        return new Product(Product.NOON, configuration().withStages(List.of(stage)));
    }

    @Test
    void every_probe_is_asked() {
        var many = ofServices(9);
        many.ports.web.answering(call -> answer(call.uri().getHost().startsWith("s9.") ? 503 : 200));

        var found = new SmokeTests(many.ports).look(WORK);

        assertThat(found.well()).isFalse();
        assertThat(found.says()).isEqualTo("https://s9.example.com/ answers 503");
    }

    @Test
    void what_there_was_no_time_to_ask_is_not_well() {
        var many = ofServices(9);
        many.ports.web.answering(call -> {
            many.ports.clock.advance(Duration.ofSeconds(4));
            return answer(200);
        });

        var found = new SmokeTests(many.ports).look(WORK);

        assertThat(found.well()).isFalse();
        assertThat(found.says())
                .isEqualTo(
                        "https://s8.example.com/ does not answer; https://s9.example.com/ was not asked: no time was left");
    }

    private static Web.Answer answer(int status) {
        return new Web.Answer(status, Collections.emptyMap(), "");
    }
}
