package tocsin.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.cloud.Functions.Changed;
import tocsin.config.Budget;
import tocsin.config.Mode;
import tocsin.config.Rate;
import tocsin.incident.Deployment;

/** What a run must know of what was before it: of the service whose function it is, and of the runs before. */
class RollBackTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** A run of the database's rolls the API's function back. */
    private static Product rollingBack() {
        var plenty = new Budget(new Rate(9, Duration.ofHours(6)), new Rate(9, Duration.ofDays(1)));
        var back = Product.step(
                "back",
                "lambda.roll-back",
                null,
                "function",
                "${services.api.function}",
                "alias",
                "${services.api.alias}");
        var product = new Product(Mode.AUTOMATIC, plenty)
                .with(runbook ->
                        new Runbook(runbook.name(), runbook.title(), runbook.when(), List.of(back), runbook.proof()));
        deploy(product, 2);
        return product;
    }

    /** Somebody publishes other code, and leads the alias to it. */
    private static void deploy(Product product, int build) {
        var functions = product.ports.functions;
        functions.deploy(Product.PLACE, Product.FUNCTION, build);
        var latest = functions.describe(Product.PLACE, Product.FUNCTION, null, TIMEOUT);
        var published =
                functions.publish(Product.PLACE, Product.FUNCTION, latest.codeSha256(), latest.revision(), "", TIMEOUT);
        assertThat(published).isInstanceOf(Changed.Done.class);
        var alias = functions.alias(Product.PLACE, Product.FUNCTION, "live", TIMEOUT);
        functions.moveAlias(
                Product.PLACE, Product.FUNCTION, "live", Integer.toString(build), alias.revision(), TIMEOUT);
    }

    private static String leads(Product product) {
        return product.ports.functions.leads(Product.PLACE, Product.FUNCTION, "live");
    }

    @Test
    void a_migration_of_the_service_whose_function_it_is_is_left_to_a_person() {
        var product = rollingBack().alarmed();
        product.deployed(
                "prod/api", new Deployment("v42", true, Product.NOON.minus(Duration.ofMinutes(40)), "ci", null));
        product.untilAsking();

        assertThat(product.said().getLast())
                .startsWith("run asks: roll valine-prod-api back by hand, where that is right: v42, deployed at"
                        + " 2026-03-02 11:20:00 UTC, came with a migration");
        assertThat(leads(product)).isEqualTo("2");
    }

    @Test
    void a_version_that_a_run_has_rolled_back_is_none_that_the_next_one_goes_back_to() {
        var product = rollingBack().alarmed();
        product.until(() -> leads(product).equals("1"), Duration.ofMinutes(2));
        product.idle = 0;
        product.untilOver();
        assertThat(product.said().getLast()).startsWith("run proven: ");

        deploy(product, 3);
        product.idle = 83;
        product.passing(Duration.ofMinutes(2));
        product.byHand(null);
        product.passing(Duration.ofMinutes(1));

        assertThat(leads(product)).isEqualTo("1");
    }

    @Test
    void a_roll_back_that_was_taken_back_is_forgotten() {
        var product = rollingBack().alarmed().untilOver();
        assertThat(product.said().getLast())
                .contains("; taken back: put back valine-prod-api: live leads to version 2");

        deploy(product, 3);
        product.byHand(null);
        product.passing(Duration.ofMinutes(1));

        assertThat(leads(product)).isEqualTo("2");
    }
}
