package tocsin.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LatencyTest {
    @Test
    void each_page_is_one_of_its_own_and_takes_longer_than_the_batching_window() throws Exception {
        var measured = new Latency(3, 1).measure(Path.of(System.getProperty("tocsin.root")));

        var json = measured.json();
        assertThat(json.path("pages").asInt()).isEqualTo(3);
        assertThat(json.path("window_ms").asInt()).isEqualTo(1000);
        assertThat(json.path("in_all").path("p50_ms").asInt()).isGreaterThanOrEqualTo(1000);
        assertThat(json.path("in_all").path("p99_ms").asInt() - 1000)
                .isEqualTo(json.path("without_window").path("p99_ms").asInt());
    }
}
