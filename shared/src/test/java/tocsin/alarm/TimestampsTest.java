package tocsin.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-02-12T15:45:24.006+0000, 2026-02-12T15:45:24.006Z",
        "2026-02-12T15:45:24.006Z, 2026-02-12T15:45:24.006Z",
        "2026-02-12T16:45:24+01:00, 2026-02-12T15:45:24Z",
        "2026-02-12T11:15:24.5-0430, 2026-02-12T15:45:24.5Z",
        "2026-02-12T16:45+01, 2026-02-12T15:45:00Z",
        "2026-02-12T15: 45: 24.006+0000, 2026-02-12T15:45:24.006Z",
        "2026-02-12 15:45:24 UTC, 2026-02-12T15:45:24Z",
        "2026-02-12T15:45:24, 2026-02-12T15:45:24Z",
        "2026-02-12T15:45:24.123456789Z, 2026-02-12T15:45:24.123Z",
        "1770911124006, 2026-02-12T15:45:24.006Z",
        "1770911124, 2026-02-12T15:45:24Z"
    })
    void reads_an_instant_however_it_is_written(String written, Instant instant) {
        assertThat(Timestamps.read(written)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "date", "2020.01.01", "2026-02-30T00:00:00Z", "2026-02-12T15:45:24+99:00", "12"})
    void anything_else_is_no_instant(String written) {
        assertThat(Timestamps.read(written)).isNull();
    }

    @Test
    void an_instant_of_the_future_is_none_that_has_passed() {
        var now = Instant.parse("2026-02-12T00:00:00Z");

        assertThat(Timestamps.past("9999-12-31T23:59:59Z", now)).isNull();
        assertThat(Timestamps.past("2026-02-12T00:00:05Z", now)).isEqualTo("2026-02-12T00:00:05Z"); // clocks differ
    }
}
