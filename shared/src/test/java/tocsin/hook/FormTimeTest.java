package tocsin.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.Hook;

/** Times that a watcher writes as a number. */
class FormTimeTest {
    @ParameterizedTest
    @ValueSource(strings = {"1e600000000", "1e-600000000", "-1e600000000"})
    @Timeout(5)
    void a_number_that_is_short_to_write_and_long_to_work_out_is_no_time(String number) {
        var body = "{\"data\":{\"event\":{\"title\":\"x\",\"datetime\":" + number + ",\"issue_id\":\"1\"}}}";

        var read = Form.read(Hook.Form.SENTRY, Map.of("sentry-hook-resource", "event_alert"), body);

        assertThat(read).isNotNull();
    }
}
