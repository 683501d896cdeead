package tocsin.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @ParameterizedTest
    @CsvSource({
        "rate(1 minute),                 2026-03-01T11:59:59Z, 2026-03-01T12:00:00Z",
        "rate(1 minute),                 2026-03-01T12:00:00Z, 2026-03-01T12:01:00Z",
        "rate(5 minutes),                2026-03-01T12:01:00Z, 2026-03-01T12:05:00Z",
        "rate(1 day),                    2026-03-01T12:00:00Z, 2026-03-02T00:00:00Z",
        "cron(0 8 * * ? *),              2026-03-01T12:00:00Z, 2026-03-02T08:00:00Z",
        "'cron(0,30 8-9 ? * MON-FRI *)', 2026-03-06T09:30:00Z, 2026-03-09T08:00:00Z",
        "cron(*/15 * * * ? *),           2026-03-01T12:44:01Z, 2026-03-01T12:45:00Z",
        "cron(0 0 1 JAN ? *),            2026-03-01T12:00:00Z, 2027-01-01T00:00:00Z",
        "cron(0 0 1 1 ? 2020),           2026-03-01T12:00:00Z, +1000000000-12-31T23:59:59.999999999Z",
    })
    void the_next_time_is_the_first_after_now(String expression, Instant now, Instant next) {
        assertThat(Schedule.of(expression, ZoneOffset.UTC).after(now)).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({
        // on the night when clocks go forward in Los Angeles, half past two does not exist
        "2026-03-08T09:00:00Z, 2026-03-09T09:30:00Z",
        "2026-03-07T09:00:00Z, 2026-03-07T10:30:00Z",
    })
    void a_cron_expression_is_read_in_its_zone(Instant now, Instant next) {
        assertThat(Schedule.of("cron(30 2 * * ? *)", ZoneId.of("America/Los_Angeles"))
                        .after(now))
                .isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate(5)", "rate(1 fortnight)", "cron(0 8 * *)", "cron(99 8 * * ? *)", "at(noon)", "daily"})
    void what_is_not_understood_is_refused(String expression) {
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.of(expression, ZoneOffset.UTC));
    }
}
