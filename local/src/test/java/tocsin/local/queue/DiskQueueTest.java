package tocsin.local.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.local.queue.DiskQueue.Outgoing;
import tocsin.testing.TestingClock;

class DiskQueueTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    private final TestingClock clock = new TestingClock(NOON);

    private DiskQueue open(String name) {
        return DiskQueue.open(
                folder, new QueueSettings(name, Duration.ofSeconds(30), Duration.ZERO, Duration.ofDays(4)), clock);
    }

    private static List<String> bodies(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::body).toList();
    }

    @Test
    void a_queue_opened_again_holds_what_was_sent_and_not_what_was_deleted() {
        try (var queue = open("alarms")) {
            queue.send("first");
            queue.send("second \n of \"two\" lines");
            queue.send("third");
            queue.delete(queue.receive(1).getFirst().receipt());
        }
        try (var queue = open("alarms")) {
            assertThat(queue.bodies()).containsExactly("second \n of \"two\" lines", "third");
        }
    }

    @Test
    void what_was_in_flight_when_the_process_died_is_visible_at_once_and_its_receives_are_still_counted() {
        try (var queue = open("alarms")) {
            queue.send("alarm");
            assertThat(queue.receive(1)).hasSize(1);
        }
        try (var queue = open("alarms")) {
            var delivery = queue.receive(1).getFirst();

            assertThat(delivery.receives()).isEqualTo(2);
            assertThat(delivery.sentAt()).isEqualTo(NOON);
        }
    }

    @Test
    void what_waits_for_later_still_waits_after_a_restart() {
        try (var queue = open("alarms")) {
            queue.send(List.of(new Outgoing("delayed", Duration.ofSeconds(60)), new Outgoing("alarm", Duration.ZERO)));
            queue.hide(queue.receive(1).getFirst().receipt(), Duration.ofSeconds(10));
        }
        try (var queue = open("alarms")) {
            assertThat(queue.receive(10)).isEmpty();
            clock.advance(Duration.ofSeconds(10));
            assertThat(bodies(queue.receive(10))).containsExactly("alarm");
            clock.advance(Duration.ofSeconds(50));
            assertThat(bodies(queue.receive(10))).contains("delayed");
        }
    }

    @Test
    void a_last_line_torn_by_a_crash_was_never_confirmed_and_is_cut_off() throws IOException {
        try (var queue = open("alarms")) {
            queue.send("whole");
        }
        Files.writeString(folder.resolve("alarms.jsonl"), "{\"was\":\"sent\",\"id\":\"x", StandardOpenOption.APPEND);

        try (var queue = open("alarms")) {
            assertThat(queue.bodies()).containsExactly("whole");
            queue.send("after");
        }
        try (var queue = open("alarms")) {
            assertThat(queue.bodies()).containsExactly("whole", "after");
        }
    }

    @Test
    void a_broken_line_in_the_middle_is_told_and_not_passed_over() throws IOException {
        Files.writeString(folder.resolve("alarms.jsonl"), "{\"was\":\"sent\"\n{\"was\":\"deleted\",\"id\":\"x\"}\n");

        assertThatThrownBy(() -> open("alarms")).rootCause().isInstanceOf(IOException.class);
    }

    @Test
    void a_message_too_old_to_keep_is_gone() {
        try (var queue = open("alarms")) {
            queue.send("alarm");
            clock.advance(Duration.ofDays(4).plusSeconds(1));

            assertThat(queue.receive(1)).isEmpty();
            assertThat(queue.size()).isZero();
        }
    }

    @Test
    void dead_letters_go_back_and_count_anew() {
        try (var queue = open("alarms");
                var dead = open("alarms-dead")) {
            queue.redriveTo(dead, 1);
            queue.send("alarm");
            queue.receive(1);
            clock.advance(Duration.ofSeconds(30));
            assertThat(queue.receive(1)).isEmpty();
            assertThat(dead.bodies()).containsExactly("alarm");

            assertThat(dead.moveAllTo(queue)).isEqualTo(1);

            assertThat(queue.receive(1).getFirst().receives()).isEqualTo(1);
            assertThat(dead.size()).isZero();
        }
    }

    @Test
    void the_journal_stays_small_however_much_went_through() throws IOException {
        var body = "x".repeat(10_000);
        try (var queue = open("alarms")) {
            queue.send("stays");
            queue.hide(queue.receive(1).getFirst().receipt(), Duration.ofHours(1));
            for (var i = 0; i < 400; i++) {
                queue.send(List.of(new Outgoing(body, Duration.ZERO)));
                queue.delete(queue.receive(1).getFirst().receipt());
            }
        }
        assertThat(Files.size(folder.resolve("alarms.jsonl"))).isLessThan(2_000_000);
        try (var queue = open("alarms")) {
            assertThat(queue.bodies()).containsExactly("stays");
            assertThat(queue.receive(1)).isEmpty();
        }
    }

    @Test
    void many_who_send_at_once_share_the_waits_for_the_disk() throws Exception {
        try (var queue = open("alarms");
                var senders = Executors.newFixedThreadPool(50)) {
            List<Future<?>> sending = new ArrayList<>();
            var start = System.nanoTime();
            for (var i = 0; i < 2_000; i++) {
                var body = "alarm " + i;
                sending.add(senders.submit(() -> queue.send(body)));
            }
            for (var sent : sending) {
                sent.get();
            }
            var seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("%.0f sends a second%n", 2_000 / seconds);
            assertThat(queue.size()).isEqualTo(2_000);
            assertThat(seconds).isLessThan(10);
        }
        try (var queue = open("alarms")) {
            assertThat(queue.size()).isEqualTo(2_000);
        }
    }

    @Test
    void a_sender_that_is_interrupted_leaves_the_queue_usable() throws Exception {
        try (var queue = open("alarms")) {
            var sender = new Thread(() -> {
                Thread.currentThread().interrupt();
                queue.send("interrupted");
            });
            sender.start();
            sender.join();

            queue.send("after");

            assertThat(queue.bodies()).containsExactly("interrupted", "after");
        }
    }

    @Test
    void a_journal_rewritten_by_a_thread_that_is_interrupted_loses_nothing_sent_later() throws Exception {
        var body = "x".repeat(100_000);
        try (var queue = open("alarms")) {
            var worker = new Thread(() -> {
                for (var i = 0; i < 40; i++) {
                    queue.send(body);
                    Thread.currentThread().interrupt();
                    queue.delete(queue.receive(1).getFirst().receipt());
                }
            });
            worker.start();
            worker.join();
            queue.send("later");
        }
        assertThat(Files.size(folder.resolve("alarms.jsonl"))).isLessThan(4_000_000);
        try (var queue = open("alarms")) {
            assertThat(queue.bodies()).containsExactly("later");
        }
    }
}
