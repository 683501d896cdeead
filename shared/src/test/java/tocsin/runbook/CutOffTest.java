package tocsin.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.config.Mode;
import tocsin.testing.CallCounter;
import tocsin.testing.Crash;
import tocsin.testing.CrashAt;
import tocsin.testing.CrashAt.Moment;
import tocsin.testing.Interference;
import tocsin.testing.PortCall;

/** A change of which nothing tells whether it was made is never made twice: a person is asked. */
class CutOffTest {
    private static final String INVOKED = "invoked valine-prod-api with {}";
    private static final String UNKNOWN =
            "run asks: nothing tells whether \"Step call\" was done: look, and do it where it was not";

    private static Product invoking() {
        return new Product(Mode.AUTOMATIC)
                .with(runbook -> new Runbook(
                        runbook.name(),
                        runbook.title(),
                        runbook.when(),
                        List.of(Product.step("call", "lambda.invoke", null, "function", "${services.api.function}")),
                        runbook.proof()))
                .alarmed();
    }

    private static List<String> invocations(Product product) {
        return product.ports.functions.changes().stream()
                .filter(INVOKED::equals)
                .toList();
    }

    private static boolean isResting(Product product) {
        return List.of("asking", "over").contains(product.status(1));
    }

    @Test
    void crashed_at_any_call_of_the_run_a_function_is_invoked_at_most_once_and_else_a_person_is_asked() {
        var counter = new CallCounter();
        var whole = invoking();
        whole.seen = whole.ports.with(counter);
        whole.untilOver();
        assertThat(invocations(whole)).hasSize(1);

        var asked = 0;
        for (var index = 0; index < counter.count(); index++) {
            for (var moment : Moment.values()) {
                var where = moment + " " + counter.calls().get(index);
                var product = invoking();
                product.seen = product.ports.with(new CrashAt(index, moment));
                untilResting(product);
                var asks = product.status(1).equals("asking");

                assertThat(invocations(product)).as(where).hasSizeLessThanOrEqualTo(1);
                if (asks) {
                    assertThat(product.said().getLast()).as(where).startsWith(UNKNOWN);
                    asked++;
                } else {
                    assertThat(invocations(product)).as(where).hasSize(1);
                }
            }
        }
        assertThat(asked).isGreaterThanOrEqualTo(2); // before the call, and after it
    }

    /** A crash is taken up by the next look, once the claim is over. */
    private static void untilResting(Product product) {
        for (var died = 0; died < 2; died++) {
            try {
                product.until(() -> isResting(product), Duration.ofHours(1));
                return;
            } catch (Crash crash) {
                product.ports.clock.advance(Duration.ofMinutes(2));
            }
        }
        throw new AssertionError("it crashed twice");
    }

    @Test
    void an_answer_that_never_came_is_not_asked_for_again() {
        var product = invoking();
        product.seen = product.ports.with(new Interference() {
            @Override
            public void after(PortCall call) {
                if (call.method().equals("invoke")) {
                    throw new PortFailure(PortFailure.Kind.UNCLEAR, "no answer in time");
                }
            }
        });
        product.untilAsking();
        product.passing(Duration.ofMinutes(30));

        assertThat(product.said().getLast()).startsWith(UNKNOWN);
        assertThat(invocations(product)).hasSize(1);
    }
}
