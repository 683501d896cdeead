package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tocsin.local.pagerduty.Alert.State;
import tocsin.testing.Interference;

/** Very much at once: nobody is rung twice, nothing is lost, and PagerDuty is asked no more than it takes. */
class StormTest {
    private static final int TRANSITIONS = 500;
    private static final int ALARMS = 100;
    private static final int LIMIT = 120;
    private static final List<String> SERVICES = List.of("api", "db", "frontend");
    private static final Path SAMPLE =
            Path.of(System.getProperty("tocsin.root", ".."), "events/valine/api-5xx-60.eventbridge.json");

    private final World world = new World(Valine.paging(), new Interference() {});

    private static String alarm(int number) {
        return "valine-prod-" + SERVICES.get(number % SERVICES.size()) + "-of-the-storm-" + number;
    }

    /** The alarm moves once more, this time to what it was not. */
    private static String transition(String sample, int alarm, int move, Instant at) {
        var alarms = move % 2 == 0;
        return sample.replace("valine-prod-api-5xx", alarm(alarm))
                .replace("\"value\": \"ALARM\"", "\"value\": \"now\"")
                .replace("\"value\": \"OK\"", alarms ? "\"value\": \"OK\"" : "\"value\": \"ALARM\"")
                .replace("\"value\": \"now\"", alarms ? "\"value\": \"ALARM\"" : "\"value\": \"OK\"")
                .replace("f1211770-3f61-c3ea-78ec", "f1211770-%04d-c3ea-%04d".formatted(alarm, move))
                .replace("\"timestamp\": \"2026-02-02T03:06:12.351+0000\"", "\"timestamp\": \"" + written(at) + "\"");
    }

    private static String written(Instant at) {
        return at.toString().replaceFirst("(\\.[0-9]{3})?Z$", "") + ".351+0000";
    }

    @Test
    void five_hundred_transitions_in_a_minute_ring_once_for_each_service_and_stay_within_the_limit()
            throws IOException {
        world.pagerDuty.limit(LIMIT);
        var sample = Files.readString(SAMPLE);
        for (var number = 0; number < TRANSITIONS; number++) {
            var alarm = number % ALARMS;
            world.send(transition(sample, alarm, number / ALARMS, world.ports.clock.instant()));
            if (number % 50 == 49) {
                world.pass(Duration.ofSeconds(6));
            }
        }
        world.pass(Duration.ofMinutes(10));

        assertThat(world.pagerDuty.requests().unserved()).isZero();
        assertThat(world.pagerDuty.mostInAMinute()).isLessThanOrEqualTo(LIMIT);
        var open = world.pagerDuty.alerts().stream()
                .filter(alert -> alert.state() != State.RESOLVED)
                .toList();
        assertThat(new TreeSet<>(open.stream()
                        .map(alert -> alert.key().replaceFirst("-[0-9]+-[0-9]+$", ""))
                        .toList()))
                .hasSameSizeAs(open)
                .isSubsetOf("tocsin-prod/api", "tocsin-prod/db", "tocsin-prod/frontend")
                .isNotEmpty();
        assertThat(world.pagerDuty.alerts())
                .allSatisfy(alert -> assertThat(alert.rings()).isEqualTo(1));
    }
}
