package tocsin.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.alarm.CloudWatch.Datapoint;

class WorseningTest {
    private static final double BY = 1;

    @Test
    void worse_is_half_as_much_again_and_more_than_a_quiet_minute_makes() {
        assertThat(worse(of(10, 10), of(15, 17))).isEqualTo("yes");
        assertThat(worse(of(10), of(15))).as("just half as much again").isEqualTo("no");
        assertThat(worse(of(0.1), of(0.9))).as("much, of little").isEqualTo("no");
        assertThat(worse(of(100), of(110))).as("little, of much").isEqualTo("no");
        assertThat(worse(of(0), of(1.1))).isEqualTo("yes");
        assertThat(worse(of(20), of(0))).isEqualTo("no");
    }

    @Test
    void where_nothing_was_measured_on_one_side_nobody_can_say() {
        assertThat(worse(of(), of(50))).isEqualTo("unknown");
        assertThat(worse(of(1), of())).isEqualTo("unknown");
    }

    @Test
    void where_nobody_called_before_nothing_failed() {
        assertThat(Worsening.ofPercentages(of(), of(50), BY).worse()).isEqualTo("yes");
        assertThat(Worsening.ofPercentages(of(), of(0.5), BY).worse()).isEqualTo("no");
        assertThat(Worsening.ofPercentages(of(), of(), BY).worse()).isEqualTo("unknown");
    }

    private static String worse(List<Datapoint> before, List<Datapoint> after) {
        return Worsening.of(before, after, BY).worse();
    }

    private static List<Datapoint> of(double... values) {
        return Arrays.stream(values)
                .mapToObj(value -> new Datapoint(Instant.EPOCH, value))
                .toList();
    }
}
