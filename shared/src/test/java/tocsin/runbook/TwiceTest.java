package tocsin.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.config.Budget;
import tocsin.config.Mode;
import tocsin.config.Rate;
import tocsin.testing.CallCounter;
import tocsin.testing.Crash;
import tocsin.testing.CrashAt;
import tocsin.testing.CrashAt.Moment;

/** A run that does the same twice: what the first step has done is no earlier attempt of the second. */
class TwiceTest {
    private static final Budget OFTEN = new Budget(new Rate(9, Duration.ofHours(6)), new Rate(9, Duration.ofDays(1)));

    private static Product restartingTwice() {
        return new Product(Mode.AUTOMATIC, OFTEN)
                .with(runbook -> new Runbook(
                        runbook.name(),
                        runbook.title(),
                        runbook.when(),
                        List.of(restart("one"), restart("two")),
                        runbook.proof()))
                .alarmed();
    }

    private static Runbook.Step restart(String id) {
        return Product.step(id, "lambda.restart", null, "function", "${services.api.function}", "alias", "live");
    }

    private static List<String> moves(Product product) {
        return product.ports.functions.changes().stream()
                .filter(change -> change.startsWith("alias live of "))
                .toList();
    }

    private static List<String> marks(Product product) {
        return product.ports.functions.versions(Product.PLACE, Product.FUNCTION, Duration.ofSeconds(9)).stream()
                .map(version -> version.version() + " " + version.description())
                .toList();
    }

    @Test
    void crashed_at_any_call_a_function_is_restarted_once_by_each_of_its_two_steps() {
        var counter = new CallCounter();
        var whole = restartingTwice();
        whole.seen = whole.ports.with(counter);
        whole.untilOver();
        isRestartedTwice(whole, "without a crash");

        for (var index = 0; index < counter.count(); index++) {
            for (var moment : Moment.values()) {
                var product = restartingTwice();
                product.seen = product.ports.with(new CrashAt(index, moment));
                untilOver(product);

                isRestartedTwice(product, moment + " " + counter.calls().get(index));
            }
        }
    }

    private static void isRestartedTwice(Product product, String where) {
        assertThat(marks(product))
                .as(where)
                .contains("2 tocsin restart db-1/1 one", "3 tocsin restart db-1/1 two")
                .noneMatch(version -> version.startsWith("4 "));
        assertThat(moves(product))
                .as(where)
                .startsWith("alias live of valine-prod-api to 2", "alias live of valine-prod-api to 3");
    }

    /** A crash is taken up by the next look, once the claim is over. */
    private static void untilOver(Product product) {
        for (var died = 0; died < 2; died++) {
            try {
                product.until(() -> product.status(1).equals("over"), Duration.ofHours(2));
                return;
            } catch (Crash crash) {
                product.ports.clock.advance(Duration.ofMinutes(2));
            }
        }
        throw new AssertionError("it crashed twice");
    }
}
