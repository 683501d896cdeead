package tocsin.local.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.config.Watchdog;
import tocsin.health.Beat;
import tocsin.testing.TestingClock;

class WatchdogStandInTest {
    private static final Beat BEAT = new Beat("tocsin-canary-tocsin", Duration.ofSeconds(2));

    private final TestingClock clock = new TestingClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final List<String> rung = new ArrayList<>();
    private final WatchdogStandIn watchdog =
            new WatchdogStandIn(new Watchdog("us-east-2", Duration.ofMinutes(5), List.of("owner")), clock, rung::add);

    @Test
    void it_rings_once_when_none_came_for_five_minutes_and_says_once_that_they_come_again() {
        watchdog.tell("us-east-2", BEAT);
        after("2026-03-02T12:04:59Z");
        assertThat(rung).isEmpty();
        after("2026-03-02T12:05:00Z");
        after("2026-03-02T12:06:00Z");
        assertThat(rung)
                .containsExactly("watchdog in us-east-2: ALARM: no heartbeat of Tocsin since 2026-03-02 12:00:00 UTC");

        watchdog.tell("us-east-2", BEAT);
        after("2026-03-02T12:07:00Z");
        after("2026-03-02T12:08:00Z");
        assertThat(rung).hasSize(2);
        assertThat(rung.getLast())
                .isEqualTo("watchdog in us-east-2: OK: heartbeats of Tocsin come again since 2026-03-02 12:06:00 UTC");
    }

    @Test
    void what_is_told_in_another_region_is_none_of_its_heartbeats() {
        after("2026-03-02T12:04:00Z");
        watchdog.tell("us-west-2", BEAT);
        after("2026-03-02T12:05:00Z");

        assertThat(rung).hasSize(1);
    }

    private void after(String instant) {
        clock.set(Instant.parse(instant));
        watchdog.look();
    }
}
