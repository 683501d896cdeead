package tocsin.local.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class QueueSurvivesKillTest {
    private static final QueueSettings ALARMS =
            new QueueSettings("alarms", Duration.ofSeconds(30), Duration.ZERO, Duration.ofDays(4));

    @TempDir
    private Path folder;

    @RepeatedTest(3)
    void a_kill_9_in_the_middle_of_sending_loses_nothing_that_was_confirmed() throws Exception {
        var sender = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sender.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> confirmed = new ArrayList<>();
        try (var lines = sender.inputReader()) {
            while (confirmed.size() < 300) {
                confirmed.add(lines.readLine());
            }
        } finally {
            sender.destroyForcibly(); // on Unix: SIGKILL
        }
        assertThat(sender.waitFor()).isNotZero();

        try (var queue = DiskQueue.open(folder, ALARMS, InstantSource.system())) {
            assertThat(queue.bodies()).containsAll(confirmed);
            System.out.printf("%d confirmed, %d kept%n", confirmed.size(), queue.size());
        }
        assertThat(confirmed).hasSizeGreaterThanOrEqualTo(300);
    }

    /** Sends for ever from eight threads, printing what was confirmed. */
    static final class Sender {
        private Sender() {}

        public static void main(String[] arguments) {
            var queue = DiskQueue.open(Path.of(arguments[0]), ALARMS, InstantSource.system());
            try (var senders = Executors.newFixedThreadPool(8)) {
                for (var sender = 0; sender < 8; sender++) {
                    var name = "sender " + sender;
                    senders.execute(() -> {
                        for (var i = 0; ; i++) {
                            var body = name + " alarm " + i + ".";
                            queue.send(body);
                            System.out.println(body);
                        }
                    });
                }
            }
        }
    }
}
