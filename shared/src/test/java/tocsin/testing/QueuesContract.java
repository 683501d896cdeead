package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.state.Queues;
import tocsin.state.Queues.Message;
import tocsin.state.Queues.Queue;
import tocsin.testing.TestingQueues.Delivery;

/** What every queue promises: those in memory, those on disk, and SQS. */
public abstract class QueuesContract {
    /** Queues that hold nothing, with a visibility of a minute. */
    protected abstract Queues queues();

    /** Receives all that is visible, as Lambda does. */
    protected abstract List<Delivery> receive(Queue queue);

    private static Message message(String body) {
        return new Message(body, Duration.ZERO);
    }

    @Test
    void what_was_sent_is_received_and_then_hidden() {
        assertThat(queues().send(Queue.PAGES, List.of(message("{\"pk\":\"a\"}"), message("ü & <b>"))))
                .isEmpty();

        assertThat(receive(Queue.PAGES))
                .extracting(Delivery::body)
                .containsExactlyInAnyOrder("{\"pk\":\"a\"}", "ü & <b>");
        assertThat(receive(Queue.PAGES)).isEmpty();
        assertThat(receive(Queue.STEPS)).isEmpty();
    }

    @Test
    void a_delayed_message_is_not_there_yet() {
        queues().send(Queue.PAGES, List.of(message("now"), new Message("later", Duration.ofMinutes(15))));

        assertThat(receive(Queue.PAGES)).extracting(Delivery::body).containsExactly("now");
    }

    @Test
    void a_received_message_can_be_made_to_come_again_at_once() {
        queues().send(Queue.ALARMS, List.of(message("a")));
        var receipt = receive(Queue.ALARMS).getFirst().receipt();

        queues().comeAgain(Queue.ALARMS, List.of(receipt), Duration.ZERO);

        var again = receive(Queue.ALARMS);
        assertThat(again).extracting(Delivery::body).containsExactly("a");
        assertThat(again.getFirst().receives()).isEqualTo(2);
    }

    @Test
    void nothing_to_send_is_no_request_and_more_than_ten_are_refused() {
        assertThat(queues().send(Queue.PAGES, List.of())).isEmpty();
        queues().comeAgain(Queue.PAGES, List.of(), Duration.ZERO);

        assertThatThrownBy(() -> queues().send(Queue.PAGES, Collections.nCopies(Queues.MOST + 1, message("a"))))
                .isInstanceOfSatisfying(
                        PortFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
        assertThat(receive(Queue.PAGES)).isEmpty();
    }
}
