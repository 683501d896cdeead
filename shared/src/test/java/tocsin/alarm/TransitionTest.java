package tocsin.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransitionTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");

    private final JsonType<Transition> json = Jsonb.instance().type(Transition.class);

    @Test
    void what_a_message_told_is_the_same_after_writing_and_reading() {
        var dimensions = Map.of("DBInstanceIdentifier", "valine-production");
        var connections = new Metric(
                "m1", "AWS/RDS", "DatabaseConnections", dimensions, "Average", 60, null, null, "connections", true);
        var told = new Transition(
                new AlarmId("arn:aws:cloudwatch:us-west-2:111122223333:alarm:db-connections", "4f1c"),
                "db-connections",
                AlarmKind.CONTRIBUTOR,
                Way.EVENTBRIDGE,
                AlarmState.ALARM,
                AlarmState.OK,
                NOON,
                "111122223333",
                "us-west-2",
                "too many",
                "Threshold Crossed: 1 datapoint [91.0] was greater than the threshold (80.0).",
                List.of(connections),
                80.0,
                91.0,
                Map.of("team", "core"),
                true,
                "Alarm",
                "WaitPeriod",
                true,
                NOON.plusSeconds(60),
                Map.of("host", "a"));

        assertThat(json.fromJson(json.toJson(told))).isEqualTo(told);
    }

    @Test
    void what_a_message_did_not_carry_stays_unknown() {
        var told = new Transition(
                new AlarmId("arn:aws:cloudwatch:us-west-2:111122223333:alarm:down", null),
                "down",
                AlarmKind.COMPOSITE,
                Way.SNS,
                AlarmState.OK,
                null,
                NOON,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                Map.of());

        assertThat(json.fromJson(json.toJson(told))).isEqualTo(told);
    }
}
