package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.state.Queues;
import tocsin.state.Queues.Message;
import tocsin.state.Queues.Queue;
import tocsin.testing.TestingQueues.Delivery;

/** The queues in memory do to a message what SQS does. */
class TestingQueuesTest extends QueuesContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestingClock clock = new TestingClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final TestingQueues queues = new TestingQueues(clock, MINUTE, 2);

    @Override
    protected Queues queues() {
        return queues;
    }

    @Override
    protected List<Delivery> receive(Queue queue) {
        return queues.receive(queue, 10);
    }

    private void send(String body, Duration delay) {
        queues.send(Queue.STEPS, List.of(new Message(body, delay)));
    }

    @Test
    void a_message_is_hidden_while_it_is_worked_on_and_comes_again_when_it_was_not_deleted() {
        send("a", Duration.ZERO);

        assertThat(queues.receive(Queue.STEPS, 10)).extracting(Delivery::body).containsExactly("a");
        assertThat(queues.receive(Queue.STEPS, 10)).isEmpty();
        clock.advance(MINUTE);

        var again = queues.receive(Queue.STEPS, 10).getFirst();
        assertThat(again.receives()).isEqualTo(2);
        queues.delete(Queue.STEPS, again.receipt());
        assertThat(queues.bodies(Queue.STEPS)).isEmpty();
    }

    @Test
    void a_delayed_message_comes_when_its_time_has_come() {
        send("a", MINUTE);

        assertThat(queues.receive(Queue.STEPS, 10)).isEmpty();
        clock.advance(MINUTE);
        assertThat(queues.receive(Queue.STEPS, 10)).hasSize(1);
    }

    @Test
    void a_message_may_be_made_to_come_again_sooner() {
        send("a", Duration.ZERO);
        var delivery = queues.receive(Queue.STEPS, 10).getFirst();

        queues.comeAgain(Queue.STEPS, List.of(delivery.receipt()), Duration.ofSeconds(5));
        clock.advance(Duration.ofSeconds(5));

        assertThat(queues.receive(Queue.STEPS, 10)).hasSize(1);
    }

    @Test
    void a_message_received_too_often_is_a_dead_letter_until_it_is_put_back() {
        send("a", Duration.ZERO);
        for (var i = 0; i < 3; i++) {
            queues.receive(Queue.STEPS, 10);
            clock.advance(MINUTE);
        }
        assertThat(queues.bodies(Queue.STEPS)).isEmpty();
        assertThat(queues.deadBodies(Queue.STEPS)).containsExactly("a");

        assertThat(queues.redrive(Queue.STEPS)).isEqualTo(1);

        assertThat(queues.receive(Queue.STEPS, 10)).hasSize(1);
    }
}
