package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.intake.IntakeHandler;
import tocsin.testing.Interference;
import tocsin.testing.LambdaEvents;
import tocsin.testing.PortCall;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingQueues.Delivery;
import tocsin.testing.TestingWeb;

/** A table that does not refuse, but hangs: each call takes all of its time, and then nobody knows what came of it. */
class HangingTableTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration HANGS = Duration.ofSeconds(5);

    private final TestingPorts ports = new TestingPorts(World.START, Valine.paging());
    private final List<Duration> leftWhenTold = new ArrayList<>();
    private Duration left = TIMEOUT;

    HangingTableTest() {
        ports.secrets.set("tocsin/pagerduty", "0123456789abcdef0123456789abcdef");
        ports.web.answering(call -> {
            leftWhenTold.add(left);
            return TestingWeb.answer(202, "{}");
        });
    }

    /** Alarms of several services and of none, which have waited for three minutes, and what cannot be read. */
    private String batch() {
        var bodies = Stream.of("api-5xx-60", "db-connections", "frontend-5xx", "db-unreachable")
                .map(name -> Valine.sample(name + ".eventbridge"))
                .toList();
        var all =
                Stream.concat(bodies.stream(), Stream.of("{", "[]", "no alarm")).toList();
        return LambdaEvents.batch(IntStream.range(0, all.size())
                .mapToObj(number -> new Delivery(
                        "receipt-" + number,
                        "message-" + number,
                        all.get(number),
                        World.START.minus(Duration.ofMinutes(3)),
                        9))
                .toList());
    }

    private String take(Predicate<PortCall> hangs) {
        var world = ports.with(new Interference() {
            @Override
            public void before(PortCall call) {
                if (call.port().equals("table") && hangs.test(call)) {
                    left = left.minus(HANGS);
                    throw new PortFailure(Kind.UNCLEAR, "no answer to " + call);
                }
            }
        });
        return LambdaEvents.call(new IntakeHandler(world), batch(), new TestingContext(() -> left));
    }

    @Test
    void the_rest_is_not_asked_for_and_time_is_left_to_tell_that_the_table_cannot_be_reached() {
        var answer = take(call -> true);

        assertThat(leftWhenTold)
                .singleElement()
                .satisfies(then -> assertThat(then).isGreaterThanOrEqualTo(HANGS.plusSeconds(2)));
        assertThat(answer).contains("message-0", "message-3", "message-6");
    }

    @Test
    void nor_where_it_answers_questions_and_hangs_when_it_is_written_to() {
        take(call -> call.method().equals("transact"));

        assertThat(leftWhenTold)
                .singleElement()
                .satisfies(then -> assertThat(then).isGreaterThanOrEqualTo(HANGS.plusSeconds(2)));
    }
}
