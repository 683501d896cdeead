package tocsin.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.cloud.Functions.Changed;
import tocsin.config.Mode;
import tocsin.incident.Deployment;
import tocsin.testing.Interference;
import tocsin.testing.PortCall;

/** What a person's word, or silence, lets a run do, and what it does not. */
class ApprovalTest {
    private static final Mode VETO = Mode.veto(Duration.ofMinutes(2));

    private static boolean answered(Product product, boolean approved) {
        return product.answered(approved, "owner").isEmpty();
    }

    @Test
    void a_deployment_that_was_withdrawn_makes_nothing_ask() {
        var product = new Product(Mode.AUTOMATIC);
        var before = Product.NOON.minus(Duration.ofMinutes(12));
        product.deployed(new Deployment("v42", true, before, "ci", null).withdrawn("ann", before));
        product.alarmed().untilOver();

        assertThat(product.said()).noneMatch(line -> line.startsWith("run asks: "));
        assertThat(product.allChanges()).isNotEmpty();
    }

    @Test
    void an_approval_of_what_it_asked_before_does_not_count() {
        var product = new Product(Mode.APPROVE).alarmed().untilAsking();
        var approvals = new Approvals(product.ports);

        assertThat(approvals.approve(Product.INCIDENT, 1, "owner", "may it do something else?"))
                .hasValueSatisfying(why -> assertThat(why).startsWith("it asks something else by now: may it end the"));
        assertThat(approvals.approve(
                        Product.INCIDENT, 1, "owner", product.said().getLast()))
                .isEmpty();
    }

    @Test
    void in_the_mode_veto_it_says_what_it_will_do_and_does_it_when_nobody_stops_it() {
        var product = new Product(VETO).alarmed().untilAsking();
        assertThat(product.said().getLast())
                .startsWith("run asks: it is going to end the connections of project-valine-prod")
                .endsWith(
                        "(at 2026-03-02 12:02:00 UTC, unless somebody rejects it; approve it, and it is done at once)");
        product.passing(Duration.ofSeconds(115));
        assertThat(product.allChanges()).isEmpty();

        product.untilOver();
        assertThat(product.said()).contains("run: nobody stopped it until 2026-03-02 12:02:00 UTC");
        assertThat(product.said().getLast()).startsWith("run proven: ");
    }

    @Test
    void a_veto_in_the_last_second_and_one_before_it_has_begun_stop_it() {
        for (var waited : new int[] {119, 125}) {
            var product = new Product(VETO).alarmed().untilAsking();
            product.ports.clock.advance(Duration.ofSeconds(waited));

            assertThat(answered(product, false)).isTrue();
            product.untilOver();

            assertThat(product.said()).endsWith("run ended: rejected by owner; nothing was changed (owner)");
            assertThat(product.allChanges()).isEmpty();
        }
    }

    @Test
    void approved_in_the_mode_veto_it_is_done_at_once() {
        var product = new Product(VETO).alarmed().untilAsking();

        assertThat(answered(product, true)).isTrue();
        product.passing(Duration.ofSeconds(5));

        assertThat(product.allChanges()).contains("ended 83 connections");
    }

    @Test
    void a_target_that_moved_since_it_was_approved_is_left_alone() {
        var product = new Product(Mode.APPROVE).alarmed().untilAsking();
        somebodyDeploys(product);

        assertThat(answered(product, true)).isTrue();
        product.untilOver();

        assertThat(product.said())
                .anyMatch(line -> line.startsWith("run: stops before \"Step restart\": arn:aws:lambda:us-west-2:"
                        + "111122223333:function:valine-prod-api is not as it was when this was approved: now it would"
                        + " restart valine-prod-api: live from version 2 to a new one"));
        assertThat(product.allChanges())
                .containsExactlyInAnyOrder(
                        "version 2 of valine-prod-api", "alias live of valine-prod-api to 2", "ended 83 connections");
    }

    static void somebodyDeploys(Product product) {
        var functions = product.ports.functions;
        var timeout = Duration.ofSeconds(5);
        functions.deploy(Product.PLACE, Product.FUNCTION, 2);
        var latest = functions.describe(Product.PLACE, Product.FUNCTION, null, timeout);
        var published = functions.publish(
                Product.PLACE, Product.FUNCTION, latest.codeSha256(), latest.revision(), "a deployment", timeout);
        assertThat(published).isInstanceOf(Changed.Done.class);
        var alias = functions.alias(Product.PLACE, Product.FUNCTION, "live", timeout);
        functions.moveAlias(Product.PLACE, Product.FUNCTION, "live", "2", alias.revision(), timeout);
    }

    @Test
    void after_a_deployment_what_would_act_by_itself_asks_and_names_it() {
        for (var mode : List.of(Mode.AUTOMATIC, VETO)) {
            var product = new Product(mode).alarmed();
            product.deployed(new Deployment("v42", true, Product.NOON.minus(Duration.ofMinutes(12)), "ci", null));
            product.untilAsking();

            assertThat(product.said().getLast())
                    .contains("may it end the connections")
                    .contains("it asks, since v42, with a migration, was deployed by ci at 2026-03-02 11:48:00 UTC");
        }
        var product = new Product(Mode.AUTOMATIC).alarmed();
        product.deployed(new Deployment("v41", false, Product.NOON.minus(Duration.ofMinutes(31)), "ci", null));
        product.untilOver();
        assertThat(product.said().getLast()).startsWith("run proven: ");
    }

    @Test
    void after_a_deployment_of_another_service_that_it_would_change_it_asks_too() {
        var before = Product.NOON.minus(Duration.ofMinutes(12));
        var product = new Product(Mode.AUTOMATIC);
        product.deployed("prod/media", new Deployment("v7", false, before, "ci", null));
        product.deployed("prod/api", new Deployment("v42", false, before, "ci", null));
        product.alarmed().untilAsking();

        assertThat(product.said().getLast())
                .contains("it asks, since v42 of api was deployed by ci at 2026-03-02 11:48:00 UTC");
    }

    @Test
    void a_veto_may_be_pressed_for_as_long_as_was_said_after_people_could_read_it() {
        var product = new Product(VETO).alarmed();
        product.seen = product.ports.with(new Interference() {
            private boolean slow = true;

            @Override
            public void before(PortCall call) {
                if (slow && call.method().equals("alias")) { // while it finds out what it would do
                    slow = false;
                    product.ports.clock.advance(Duration.ofSeconds(40));
                }
            }
        });
        product.untilAsking();

        product.passing(Duration.ofSeconds(115));
        assertThat(product.allChanges()).isEmpty();
        product.passing(Duration.ofSeconds(10));
        assertThat(product.allChanges()).contains("ended 83 connections");
    }

    @Test
    void what_is_deployed_while_it_waits_for_a_veto_makes_it_ask() {
        var product = new Product(VETO).alarmed().untilAsking();
        product.deployed(new Deployment("v43", false, Product.NOON.plusSeconds(30), "ci", null));

        product.passing(Duration.ofMinutes(3));

        assertThat(product.said().getLast()).startsWith("run asks: may it end").contains("it asks, since v43");
        assertThat(product.allChanges()).isEmpty();
        assertThat(answered(product, true)).isTrue();
        product.untilOver();
        assertThat(product.said().getLast()).startsWith("run proven: ");
    }
}
