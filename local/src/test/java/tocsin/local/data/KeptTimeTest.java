package tocsin.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTimeTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path data;

    private KeptTime kept() {
        return new KeptTime(data);
    }

    @Test
    void new_data_begin_at_the_real_time() {
        assertThat(kept().start(NOON)).isEqualTo(NOON);
    }

    @Test
    void a_clock_that_was_stopped_in_order_goes_on_where_it_stood() {
        var ahead = NOON.plusSeconds(3_600);
        kept().running(NOON, NOON, 60);
        kept().stopped(ahead, NOON.plusSeconds(60));

        assertThat(kept().start(NOON.plusSeconds(70))).isBetween(ahead, ahead.plusMillis(1));
    }

    @Test
    void a_clock_that_was_killed_goes_on_beyond_whatever_it_may_have_shown() {
        kept().running(NOON, NOON, 60);

        // killed at some time within these 3 seconds, which were 180 of its own
        assertThat(kept().start(NOON.plusSeconds(3))).isBetween(NOON.plusSeconds(180), NOON.plusSeconds(181));
        // killed soon, started a day later: it was not running all day
        assertThat(kept().start(NOON.plusSeconds(86_400))).isBetween(NOON.plusSeconds(600), NOON.plusSeconds(601));
    }
}
