package tocsin.local.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.MessageReader;
import tocsin.alarm.Metric;
import tocsin.alarm.Received;
import tocsin.alarm.Transition;

final class PretendCloudWatchTest {
    private static final Place PLACE = new Place("111122223333", "us-west-2");
    private static final String NAME = "valine-prod-db-connections";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Metric METRIC = new Metric(
            "m",
            "AWS/RDS",
            "DatabaseConnections",
            Map.of("DBInstanceIdentifier", "project-valine-prod"),
            "Maximum",
            60,
            null,
            null,
            null,
            true);
    private static final MeasuredAlarm ALARM = new MeasuredAlarm(
            PLACE,
            NAME,
            "The pool is nearly full",
            List.of(METRIC),
            80,
            List.of("arn:aws:sns:us-west-2:111122223333:alarms"));

    @TempDir
    private Path folder;

    private final List<AlarmMoved> moves = new ArrayList<>();
    private OptionalDouble value = OptionalDouble.of(12);
    private boolean deaf;
    private PretendCloudWatch cloudWatch;

    @BeforeEach
    void start() {
        cloudWatch = again();
    }

    private PretendCloudWatch again() {
        var made = new PretendCloudWatch(new KeptStandings(folder.resolve("cloudwatch.json")), this::hear);
        made.create(ALARM, () -> value, AlarmMoved.Standing.created(NOON));
        return made;
    }

    private void hear(AlarmMoved moved) {
        if (deaf) {
            throw new IllegalStateException("the bus is closed");
        }
        moves.add(moved);
    }

    private void minute(int minute, double measured) {
        value = OptionalDouble.of(measured);
        cloudWatch.minute(NOON.plusSeconds(60L * minute));
    }

    private List<AlarmState> states() {
        return moves.stream().map(AlarmMoved::state).toList();
    }

    private @Nullable AlarmState state() {
        var status = cloudWatch.alarm(PLACE, NAME);
        return status == null ? null : status.state();
    }

    @Test
    void an_alarm_begins_without_data_and_moves_by_what_is_measured() {
        assertThat(state()).isEqualTo(AlarmState.INSUFFICIENT_DATA);
        minute(1, 12);
        minute(2, 12);
        minute(3, 90);
        minute(4, 91);
        minute(5, 80);

        assertThat(states()).containsExactly(AlarmState.OK, AlarmState.ALARM, AlarmState.OK);
    }

    @Test
    void what_cannot_be_measured_is_unknown_and_leaves_no_datapoint() {
        minute(1, 90);
        value = OptionalDouble.empty();
        cloudWatch.minute(NOON.plusSeconds(120));

        assertThat(state()).isEqualTo(AlarmState.INSUFFICIENT_DATA);
        assertThat(cloudWatch
                        .read(PLACE, List.of(METRIC), NOON, NOON.plusSeconds(600))
                        .getFirst()
                        .datapoints())
                .containsExactly(new Datapoint(NOON, 90));
    }

    @Test
    void the_event_and_the_action_tell_one_transition() {
        minute(1, 12);
        minute(3, 93);
        var moved = moves.getLast();

        var event = read(AlarmEvents.event(moved));
        var action = read(AlarmEvents.message(moved));

        assertThat(event.id()).isEqualTo(action.id());
        assertThat(event.at()).isEqualTo(action.at()).isEqualTo(NOON.plusSeconds(180));
        assertThat(event.state()).isEqualTo(action.state()).isEqualTo(AlarmState.ALARM);
        assertThat(event.previous()).isEqualTo(action.previous()).isEqualTo(AlarmState.OK);
        assertThat(event.observed()).isEqualTo(action.observed()).isEqualTo(93);
        assertThat(event.region()).isEqualTo(action.region()).isEqualTo("us-west-2");
        assertThat(event.threshold()).isEqualTo(action.threshold()).isEqualTo(80);
    }

    @Test
    void what_an_event_tells_is_what_cloudwatch_answers() {
        minute(1, 93);
        var told = read(AlarmEvents.event(moves.getLast()));
        var status = Objects.requireNonNull(cloudWatch.alarm(PLACE, NAME));

        assertThat(status.arn()).isEqualTo(told.id().arn());
        assertThat(status.since()).isEqualTo(told.at());
        assertThat(cloudWatch
                        .read(PLACE, told.metrics(), NOON, NOON.plusSeconds(60))
                        .getFirst()
                        .datapoints())
                .containsExactly(new Datapoint(NOON, 93));
    }

    @Test
    void a_move_that_could_not_be_told_is_told_the_next_minute() {
        deaf = true;
        assertThatThrownBy(() -> minute(1, 93)).hasMessageContaining("closed");
        deaf = false;
        minute(2, 94);

        assertThat(states()).containsExactly(AlarmState.ALARM);
    }

    @Test
    void a_standing_outlasts_a_restart() {
        minute(1, 93);
        cloudWatch = again();
        minute(2, 94);

        assertThat(states()).containsExactly(AlarmState.ALARM);
        assertThat(state()).isEqualTo(AlarmState.ALARM);
    }

    @Test
    void other_alarms_and_metrics_are_not_there() {
        assertThat(cloudWatch.alarm(PLACE, "another")).isNull();
        assertThat(cloudWatch.alarm(new Place("111122223333", "us-east-1"), NAME))
                .isNull();
        var other = new Metric(
                "o", "AWS/RDS", "CPUUtilization", METRIC.dimensions(), "Maximum", 60, null, null, null, true);
        minute(1, 93);
        assertThat(cloudWatch
                        .read(PLACE, List.of(other), NOON, NOON.plusSeconds(600))
                        .getFirst()
                        .datapoints())
                .isEmpty();
    }

    private static Transition read(String payload) {
        var received = new MessageReader().read(payload, NOON).getFirst();
        assertThat(received).isInstanceOf(Received.Alarmed.class);
        return ((Received.Alarmed) received).transition();
    }
}
