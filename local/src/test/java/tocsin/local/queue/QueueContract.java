package tocsin.local.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a queue of SQS does with messages, whoever stands in for it. */
abstract class QueueContract {
    /** A received message is hidden so long; after two receives it goes to the dead letters. */
    static final Duration VISIBILITY = Duration.ofSeconds(2);

    static final int MOST_RECEIVES = 2;
    private static final Duration A_WHILE = Duration.ofMillis(300);

    /** A queue with its dead letters, as one of the two sees it. */
    interface Sqs {
        void send(String body, Duration delay);

        List<Delivery> receive(int most);

        void delete(String receipt);

        void hide(String receipt, Duration after);

        List<String> deadLetters();

        Instant now();

        void pass(Duration time) throws InterruptedException;
    }

    abstract Sqs queue();

    private static List<String> bodies(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::body).toList();
    }

    private static Delivery only(List<Delivery> deliveries) {
        assertThat(deliveries).hasSize(1);
        return deliveries.getFirst();
    }

    @Test
    void a_message_comes_with_its_body_and_what_is_known_of_its_past() {
        var queue = queue();
        var body = "{\"text\": \"ä \\\" \\n 警\"}\n\t<&>";
        var before = queue.now();

        queue.send(body, Duration.ZERO);

        var delivery = only(queue.receive(10));
        assertThat(delivery.body()).isEqualTo(body);
        assertThat(delivery.receives()).isEqualTo(1);
        assertThat(delivery.sentAt()).isBetween(before.minusMillis(1), queue.now());
        assertThat(delivery.firstReceivedAt()).isBetween(before.minusMillis(1), queue.now());
    }

    @Test
    void a_received_message_is_hidden_and_comes_again_when_nobody_deleted_it() throws Exception {
        var queue = queue();
        queue.send("alarm", Duration.ZERO);
        var first = only(queue.receive(10));

        assertThat(queue.receive(10)).isEmpty();
        queue.pass(VISIBILITY.plus(A_WHILE));
        var second = only(queue.receive(10));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.receives()).isEqualTo(2);
        assertThat(second.sentAt()).isEqualTo(first.sentAt());
        assertThat(second.firstReceivedAt()).isEqualTo(first.firstReceivedAt());
        assertThat(second.receipt()).isNotEqualTo(first.receipt());
    }

    @Test
    void a_deleted_message_is_gone() throws Exception {
        var queue = queue();
        queue.send("alarm", Duration.ZERO);
        queue.delete(only(queue.receive(10)).receipt());

        queue.pass(VISIBILITY.plus(A_WHILE));

        assertThat(queue.receive(10)).isEmpty();
    }

    @Test
    void a_delayed_message_cannot_be_received_before_its_time() throws Exception {
        var queue = queue();
        queue.send("later", Duration.ofSeconds(1));
        queue.send("now", Duration.ZERO);

        assertThat(bodies(queue.receive(10))).containsExactly("now");
        queue.pass(Duration.ofSeconds(1).plus(A_WHILE));
        assertThat(bodies(queue.receive(10))).containsExactly("later");
    }

    @Test
    void a_received_message_can_be_made_to_come_sooner_or_later() throws Exception {
        var queue = queue();
        queue.send("alarm", Duration.ZERO);

        queue.hide(only(queue.receive(10)).receipt(), Duration.ZERO);
        var second = only(queue.receive(10));
        queue.hide(second.receipt(), VISIBILITY.multipliedBy(2));
        queue.pass(VISIBILITY.plus(A_WHILE));

        assertThat(queue.receive(10)).isEmpty();
    }

    @Test
    void no_more_messages_come_than_were_asked_for() {
        var queue = queue();
        for (var i = 0; i < 5; i++) {
            queue.send("alarm " + i, Duration.ZERO);
        }

        var some = queue.receive(3);
        var rest = queue.receive(10);

        assertThat(some).hasSize(3);
        assertThat(rest).hasSize(2);
        assertThat(bodies(some)).doesNotContainAnyElementsOf(bodies(rest));
    }

    @Test
    void a_message_received_too_often_goes_to_the_dead_letters_and_not_to_a_receiver() {
        var queue = queue();
        queue.send("poison", Duration.ZERO);
        for (var i = 0; i < MOST_RECEIVES; i++) {
            queue.hide(only(queue.receive(10)).receipt(), Duration.ZERO);
        }
        assertThat(queue.deadLetters()).isEmpty();

        assertThat(queue.receive(10)).isEmpty();

        assertThat(queue.deadLetters()).containsExactly("poison");
    }
}
