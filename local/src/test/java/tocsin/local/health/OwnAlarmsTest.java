package tocsin.local.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.alarm.AlarmState;
import tocsin.alarm.MessageReader;
import tocsin.alarm.Received;

class OwnAlarmsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void what_it_tells_is_read_as_any_alarm_is() {
        var event = new AlarmSet("tocsin-canary-tocsin", "ALARM", "OK", NOON).event("111122223333", "us-west-2");

        assertThat(new MessageReader().read(event, NOON.plusSeconds(9)))
                .singleElement()
                .isInstanceOfSatisfying(Received.Alarmed.class, alarmed -> {
                    assertThat(alarmed.transition().alarm()).isEqualTo("tocsin-canary-tocsin");
                    assertThat(alarmed.transition().state()).isEqualTo(AlarmState.ALARM);
                    assertThat(alarmed.transition().at()).isEqualTo(NOON);
                    assertThat(alarmed.transition().region()).isEqualTo("us-west-2");
                });
    }

    @Test
    void an_alarm_that_is_set_to_the_state_that_it_has_is_not_moved() {
        var moved = new ArrayList<String>();
        var alarms = new OwnAlarms("us-west-2", "111122223333", moved::add);
        for (var state : List.of("ALARM", "ALARM", "OK", "OK", "ALARM")) {
            alarms.set("tocsin-canary-tocsin", state, NOON);
        }

        assertThat(moved).hasSize(3);
    }
}
