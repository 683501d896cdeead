package tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.alarm.CloudWatch;
import tocsin.cloud.Cloud;
import tocsin.config.TestingConfiguration;
import tocsin.local.data.DataInUse;
import tocsin.local.data.Up;
import tocsin.local.http.PortInUse;
import tocsin.local.template.TemplateRefused;
import tocsin.local.template.World;
import tocsin.state.Queues.Queue;
import tocsin.testing.TestingCloud;
import tocsin.testing.TestingCloudWatch;
import tocsin.testing.TestingFunctions;
import tocsin.testing.TestingInstances;

class LocalTest {
    private static final String ALARM =
            "{\"source\":\"aws.cloudwatch\",\"detail-type\":\"CloudWatch Alarm State Change\"}";

    @TempDir
    private Path data;

    private Options options() throws IOException {
        var template = data.resolveSibling(data.getFileName() + ".yaml");
        try (var resource = LocalTest.class.getResourceAsStream("small.yaml")) {
            Files.write(template, resource.readAllBytes());
        }
        var world = new World("111122223333", "us-west-2", "tocsin", Map.of());
        return Options.of(template, data, world, TestingConfiguration.small(), (clock, folder) -> new Nothing());
    }

    private record Nothing(CloudWatch cloudWatch, Cloud cloud) implements Surroundings {
        Nothing() {
            this(new TestingCloudWatch(), TestingCloud.of(new TestingFunctions(), new TestingInstances()));
        }
    }

    @Test
    void an_alarm_goes_all_the_way_from_each_way_in_to_the_mail() throws Exception {
        List<String> printed = new CopyOnWriteArrayList<>();
        var direct = "{\"alarmArn\":\"arn:aws:cloudwatch:us-west-2:111122223333:alarm:a\",\"alarmData\":{}}";
        try (var local = Local.start(options().withPrinter(printed::add))) {
            local.send(ALARM);
            local.send("{\"Type\":\"Notification\",\"TopicArn\":\"arn:aws:sns:a:b:c\",\"Message\":\"by topic\"}");
            local.send(direct);
            local.send("by queue");

            Eventually.until(() -> local.outbox().sent().size() >= 4);
            assertThat(String.join("\n", local.outbox().sent()))
                    .contains("CloudWatch Alarm State Change", "by topic", "alarmData", "by queue");
        }
        assertThat(printed).contains("mail to tocsin-MailTopic: an alarm");
    }

    @Test
    void what_was_sent_and_not_done_is_done_after_a_kill_and_a_new_start() throws Exception {
        var killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SendsAndHangs.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = killed.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("sent 20");
        } finally {
            killed.destroyForcibly().waitFor();
        }

        try (var local = Local.start(options())) {
            Eventually.until(() -> local.outbox().sent().stream().distinct().count() >= 20);
            var all = String.join("\n", local.outbox().sent());
            for (var i = 0; i < 20; i++) {
                assertThat(all).contains("alarm number " + i + ".");
            }
        }
    }

    /** Is up, has taken twenty alarms in, and does not get to them. */
    static final class SendsAndHangs {
        private SendsAndHangs() {}

        public static void main(String[] arguments) throws Exception {
            var test = new LocalTest();
            test.data = Path.of(arguments[0]);
            var local = Local.start(test.options());
            local.pauseStreams(true);
            for (var i = 0; i < 20; i++) {
                local.send("alarm number " + i + ".");
            }
            System.out.println("sent 20");
            Thread.sleep(60_000);
        }
    }

    @Test
    void a_second_start_on_the_same_data_is_refused_and_changes_nothing() throws Exception {
        try (var local = Local.start(options())) {
            assertThatThrownBy(() -> Local.start(options()))
                    .isInstanceOf(DataInUse.class)
                    .hasMessageContaining(
                            "is in use: process " + ProcessHandle.current().pid())
                    .hasMessageContaining(local.address().toString());

            assertThat(Up.read(data)).contains(local.up());
            assertThat(get(local, "/api/v1/x")).endsWith("user/" + local.up().caller());
        }
    }

    private static String get(Local local, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(local.address() + path))
                .header("Authorization", "Bearer " + local.up().token());
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void payloads_can_be_sent_over_http_by_whoever_has_the_token() throws Exception {
        try (var local = Local.start(options())) {
            var request = HttpRequest.newBuilder(URI.create(local.address() + Local.SEND_PATH))
                    .header("Authorization", "Bearer " + local.up().token())
                    .POST(BodyPublishers.ofString(ALARM));

            var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());

            assertThat(answer.body()).isEqualTo("{\"sent\":[{\"way\":\"BUS\",\"said\":\"matched AlarmsRule\"}]}");
        }
    }

    @Test
    void a_port_in_use_is_told_and_the_data_are_free_again() throws Exception {
        int taken;
        try (var local = Local.start(options())) {
            taken = local.address().getPort();
            var elsewhere = options();
            var other = new Options(
                    elsewhere.template(),
                    data.resolve("other"),
                    taken,
                    1,
                    elsewhere.world(),
                    elsewhere.configuration(),
                    elsewhere.runbooks(),
                    elsewhere.surroundings(),
                    elsewhere.snsUrl(),
                    elsewhere.printer(),
                    elsewhere.pretends());
            assertThatThrownBy(() -> Local.start(other)).isInstanceOf(PortInUse.class);

            Local.start(other.withPort(0)).close();
        }
    }

    @Test
    void schedules_follow_the_clock_which_runs_as_fast_as_asked_and_never_back() throws Exception {
        Instant stood;
        try (var local = Local.start(options().withSpeed(60))) {
            Eventually.until(() -> watched(local).size() >= 3);
            assertThat(watched(local)).allMatch(time -> time.endsWith(":00Z"));
            assertThat(local.ports().speed()).isEqualTo(60);
            stood = local.clock().instant();
        }
        assertThat(stood).isAfter(Instant.now());

        try (var local = Local.start(options())) {
            assertThat(local.clock().instant()).isAfterOrEqualTo(stood);
        }
    }

    private static List<String> watched(Local local) {
        return local.ports().table().query("watch", "", false, 100, null).rows().stream()
                .map(row -> row.key().sk())
                .toList();
    }

    @Test
    void dead_letters_go_back_when_asked() throws Exception {
        try (var local = Local.start(options())) {
            local.queue("AlarmsDeadLetters").send("once broken");

            assertThat(local.ports().queues().redrive(Queue.ALARMS)).isEqualTo(1);

            Eventually.until(() -> String.join("", local.outbox().sent()).contains("once broken"));
        }
    }

    @Test
    void a_handler_that_is_not_there_is_refused_by_name_and_line() throws Exception {
        var options = options();
        var text = Files.readString(options.template());
        Files.writeString(options.template(), text.replace("SmallFunctions$Watch", "SmallFunctions$Clock"));

        assertThatThrownBy(() -> Local.start(options))
                .isInstanceOf(TemplateRefused.class)
                .hasMessageContaining(".yaml:65: WatchFunction has the handler tocsin.local.SmallFunctions$Clock");
        assertThat(Up.read(data)).isEmpty();
    }

    @Test
    void it_stops_within_seconds() throws Exception {
        var local = Local.start(options());
        local.send(ALARM);

        var start = System.nanoTime();
        local.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        assertThat(Up.read(data)).isEmpty();
    }
}
