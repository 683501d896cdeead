package tocsin.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.config.Hours;

class WindowTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void it_covers_its_hours_of_its_day_and_nothing_else() {
        var sunday = window(DayOfWeek.SUNDAY, "02:00", "04:00", ZoneOffset.UTC);

        assertThat(sunday.covers(at("2026-03-01T01:59:59Z"))).isFalse();
        assertThat(sunday.endOfCover(at("2026-03-01T02:00:00Z"))).contains(at("2026-03-01T04:00:00Z"));
        assertThat(sunday.endOfCover(at("2026-03-01T03:59:59Z"))).contains(at("2026-03-01T04:00:00Z"));
        assertThat(sunday.covers(at("2026-03-01T04:00:00Z"))).isFalse();
        assertThat(sunday.covers(at("2026-03-02T03:00:00Z"))).isFalse();
    }

    @Test
    void one_over_midnight_belongs_to_the_day_on_which_it_begins() {
        var saturday = window(DayOfWeek.SATURDAY, "23:00", "01:00", ZoneOffset.UTC);

        assertThat(saturday.endOfCover(at("2026-03-01T00:30:00Z"))).contains(at("2026-03-01T01:00:00Z"));
        assertThat(saturday.covers(at("2026-02-28T00:30:00Z"))).isFalse();
    }

    @Test
    void it_follows_its_zone_into_summer() {
        var sunday = window(DayOfWeek.SUNDAY, "02:00", "04:00", BERLIN);

        // on 29 March 2026 the hour from two to three does not exist: one hour is left
        assertThat(sunday.covers(at("2026-03-29T00:59:59Z"))).isFalse();
        assertThat(sunday.endOfCover(at("2026-03-29T01:00:00Z"))).contains(at("2026-03-29T02:00:00Z"));
        // on 25 October it comes twice: three hours
        assertThat(sunday.endOfCover(at("2026-10-25T00:00:00Z"))).contains(at("2026-10-25T03:00:00Z"));
    }

    @Test
    void one_that_ends_in_an_hour_that_comes_twice_ends_at_its_first_end() {
        var night = window(null, "01:00", "02:30", BERLIN);

        assertThat(night.endOfCover(at("2026-10-25T00:00:00Z"))).contains(at("2026-10-25T00:30:00Z"));
    }

    @Test
    void hours_open_and_close_in_their_zone_and_over_midnight() {
        var day = new Hours(LocalTime.of(8, 0), LocalTime.of(20, 0), BERLIN);
        var night = new Hours(LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneOffset.UTC);

        assertThat(day.open(at("2026-07-01T06:00:00Z"))).isTrue();
        assertThat(day.open(at("2026-07-01T18:00:00Z"))).isFalse();
        assertThat(day.nextOpening(at("2026-07-01T18:00:00Z"))).isEqualTo(at("2026-07-02T06:00:00Z"));
        assertThat(day.nextOpening(at("2026-01-01T01:00:00Z"))).isEqualTo(at("2026-01-01T07:00:00Z"));
        assertThat(night.open(at("2026-07-01T23:00:00Z"))).isTrue();
        assertThat(night.open(at("2026-07-01T05:59:59Z"))).isTrue();
        assertThat(night.nextOpening(at("2026-07-01T06:00:00Z"))).isEqualTo(at("2026-07-01T22:00:00Z"));
        assertThat(Hours.ALWAYS.open(at("2026-07-01T00:00:00Z"))).isTrue();
    }

    @Test
    void hours_that_begin_in_the_hour_that_does_not_exist_begin_with_the_next() {
        var early = new Hours(LocalTime.of(2, 30), LocalTime.of(5, 0), BERLIN);

        assertThat(early.nextOpening(at("2026-03-29T00:00:00Z"))).isEqualTo(at("2026-03-29T01:00:00Z"));
    }

    private static Window window(@Nullable DayOfWeek day, String from, String until, ZoneId zone) {
        return Window.weekly(
                day, LocalTime.parse(from), LocalTime.parse(until), zone, List.of(), List.of(), null, "maintenance");
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
