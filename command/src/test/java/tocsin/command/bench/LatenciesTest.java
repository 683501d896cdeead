package tocsin.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static Latencies upTo(int most) {
        return new Latencies(IntStream.rangeClosed(1, most)
                .map(each -> most + 1 - each)
                .mapToObj(Duration::ofMillis)
                .toList());
    }

    @Test
    void a_percentile_is_a_time_that_was_measured() {
        assertThat(upTo(200).percentile(50)).isEqualTo(Duration.ofMillis(100));
        assertThat(upTo(200).percentile(99)).isEqualTo(Duration.ofMillis(198));
        assertThat(new Latencies(List.of(Duration.ofMillis(7))).percentile(50)).isEqualTo(Duration.ofMillis(7));
        assertThat(new Latencies(List.of(Duration.ofMillis(7))).percentile(99)).isEqualTo(Duration.ofMillis(7));
    }
}
