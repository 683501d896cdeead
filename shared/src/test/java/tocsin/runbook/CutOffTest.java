package tocsin.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void what_was_surely_not_done_is_done_once_it_can_be() {
        var product = invoking();
        product.seen = product.ports.with(new Interference() {
            private int refusals = 2;

            @Override
            public void before(PortCall call) {
                if (call.method().equals("invoke") && refusals > 0) {
                    refusals--;
                    throw new PortFailure(PortFailure.Kind.THROTTLED, "asked too often");
                }
            }
        });
        product.untilOver();

        assertThat(product.said()).noneMatch(line -> line.startsWith("run asks: "));
        assertThat(invocations(product)).hasSize(1);
    }

    @Test
    void what_was_surely_not_done_and_can_be_done_only_much_later_is_put_to_a_person() {
        var product = invoking();
        product.seen = product.ports.with(new Interference() {
            private boolean refuses = true;

            @Override
            public void before(PortCall call) {
                if (call.method().equals("invoke") && refuses) {
                    refuses = false;
                    product.ports.clock.advance(Duration.ofMinutes(14)); // the lease on the target is over by then
                    throw new PortFailure(PortFailure.Kind.THROTTLED, "asked too often");
                }
            }
        });
        product.untilAsking();

        assertThat(product.said().getLast()).contains("too long ago to go on with it");
        assertThat(invocations(product)).isEmpty();
    }

    // taking back

    /** What did not help, and is watched; the restart can be taken back. */
    private static Product unhelped() {
        var product = new Product(Mode.AUTOMATIC).alarmed();
        product.endsIdle = false;
        return product.until(() -> product.status(1).equals("proving"), Duration.ofMinutes(10));
    }

    private static List<String> takenBack(Product product) {
        return product.ports.functions.changes().stream()
                .filter("alias live of valine-prod-api to 1"::equals)
                .toList();
    }

    @Test
    void a_run_that_comes_when_it_holds_its_target_no_more_takes_nothing_back_and_says_so() {
        var product = unhelped();
        product.ports.clock.advance(Duration.ofHours(3));
        product.untilOver();

        assertThat(takenBack(product)).isEmpty();
        assertThat(product.said().getLast())
                .startsWith("run failed: not proven within 10 min")
                .endsWith("; stays: restarted valine-prod-api: live leads to version 2"
                        + " (too late to take it back: the run held it no more)");
    }

    @Test
    void cut_off_while_it_takes_back_it_goes_on_in_time_and_not_later() {
        for (var late : List.of(Duration.ofMinutes(2), Duration.ofMinutes(20))) {
            var product = unhelped();
            product.seen = product.ports.with(new Interference() {
                private boolean dies = true;

                @Override
                public void before(PortCall call) {
                    if (dies && call.method().equals("moveAlias")) {
                        dies = false;
                        throw new Crash("before the alias moves back");
                    }
                }
            });
            assertThatThrownBy(product::untilOver).isInstanceOf(Crash.class);
            product.ports.clock.advance(late);
            product.untilOver();

            assertThat(takenBack(product)).hasSize(late.equals(Duration.ofMinutes(2)) ? 1 : 0);
        }
    }

    @Test
    void late_but_in_time_it_is_taken_back() {
        var product = unhelped();
        product.ports.clock.advance(Duration.ofMinutes(10));
        product.untilOver();

        assertThat(takenBack(product)).hasSize(1);
    }
}
