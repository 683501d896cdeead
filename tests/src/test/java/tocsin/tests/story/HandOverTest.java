package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rota changes hands, and clocks change, while a page is under way. */
class HandOverTest {
    private static final String AT_FOUR =
            "{ zone: UTC, turns: daily, hand-over: \"04:00\", people: [ann, bo], since: 2026-02-01 }";
    private static final String TWICE =
            "{ to: primary, for: 5m }, { to: primary, for: 5m }, { to: everyone, again: 10m }";
    private static final Duration FIVE = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);

    private static Bells at(String time, String ladder) {
        return new Bells(Team.climbs(AT_FOUR, ladder), Instant.parse("2026-02-02T" + time + "Z"), Bells.NONE);
    }

    @Test
    void the_hand_over_falls_in_the_middle_of_a_climb_and_the_next_step_rings_whoever_has_it_then() {
        var bells = at("03:57:20", TWICE);
        bells.alarm("db-connections");
        bells.minutes(11);

        assertThat(bells.rings())
                .containsExactly(
                        "03:57:20 ann by pushover: P1 db-1",
                        "04:02:20 bo by pushover: P1 db-1",
                        "04:07:20 ann by pushover: P1 db-1",
                        "04:07:20 bo by pushover: P1 db-1",
                        "04:07:20 cy by sms: P1 db-1");
        bells.nothingIsLost();
    }

    @Test
    void the_hand_over_falls_in_the_middle_of_a_page_and_whoever_was_rung_may_still_answer_it() {
        var bells = at("03:57:20", "{ to: primary, for: 20m }, { to: everyone, again: 10m }");
        bells.alarm("db-connections");
        bells.minutes(5);
        assertThat(bells.ringing()).containsExactly("ann: db-1");
        bells.acknowledgesInPushover("ann");
        bells.minutes(25);

        assertThat(bells.rings()).containsExactly("03:57:20 ann by pushover: P1 db-1");
        assertThat(bells.story()).contains("acknowledged: ann has it (by pushover)");
        bells.nothingIsLost();
    }

    @Test
    void acknowledged_before_the_hand_over_and_asleep_after_it_whoever_has_it_now_is_rung() {
        var bells = at("03:50:20", TWICE);
        bells.alarm("db-connections");
        bells.minutes(2);
        bells.acknowledges("db-1");
        bells.minutes(33);

        assertThat(bells.rings())
                .containsExactly("03:50:20 ann by pushover: P1 db-1", "04:22:20 bo by pushover: P1 db-1");
        bells.nothingIsLost();
    }

    @Test
    void somebody_takes_over_in_the_middle_of_a_climb_and_is_rung_by_its_next_step() {
        var bells = at("03:12:20", TWICE);
        bells.alarm("db-connections");
        bells.minutes(1);
        bells.takesOver("cy", "2026-02-02T03:13:20Z", "2026-02-02T05:00:00Z");
        bells.minutes(5);

        assertThat(bells.rings()).containsExactly("03:12:20 ann by pushover: P1 db-1", "03:17:20 cy by sms: P1 db-1");
        bells.nothingIsLost();
    }

    /** Berlin goes back and forth at 01:00 UTC, New York at 06:00 and 07:00. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 03:00, 2026-10-25T00:57:20Z, ann, ann, ann, bo, 3:00 comes an hour later than the day before",
        "Europe/Berlin, 02:30, 2026-10-25T00:27:20Z, ann, bo, bo, bo, 2:30 comes twice and counts the first time",
        "Europe/Berlin, 03:00, 2027-03-28T00:57:20Z, ann, bo, bo, bo, 3:00 comes an hour sooner than the day before",
        "Europe/Berlin, 02:30, 2027-03-28T00:57:20Z, ann, bo, bo, bo, 2:30 does not come and counts when it is skipped",
        "America/New_York, 02:00, 2026-11-01T05:57:20Z, ann, ann, ann, bo, 2:00 comes an hour later than the day before",
        "America/New_York, 01:30, 2026-11-01T05:27:20Z, ann, bo, bo, bo, 1:30 comes twice and counts the first time",
        "America/New_York, 03:00, 2027-03-14T06:57:20Z, ann, bo, bo, bo, 3:00 comes an hour sooner than the day before",
        "America/New_York, 02:30, 2027-03-14T06:57:20Z, ann, bo, bo, bo, 2:30 does not come and counts when it is skipped"
    })
    void clocks_change_within_a_climb_its_steps_come_by_time_elapsed_and_who_is_rung_goes_by_the_clock_on_the_wall(
            String zone, String handOver, Instant alarm, String first, String second, String third, String fourth) {
        var since = alarm.minus(Duration.ofDays(1)).toString().substring(0, 10);
        var rota = "{ zone: %s, turns: daily, hand-over: \"%s\", people: [ann, bo], since: %s }"
                .formatted(zone, handOver, since);
        var ladder = "{ to: primary, for: 5m }, { to: primary, for: 5m }, { to: primary, for: 1h },"
                + " { to: primary, for: 5m }, { to: everyone, again: 10m }";
        var bells = new Bells(Team.climbs(rota, ladder), alarm, Bells.NONE);
        bells.alarm("db-connections");
        bells.minutes(72);

        var rings = new ArrayList<String>();
        rings.add(rung(alarm, first, "pushover"));
        rings.add(rung(alarm.plus(FIVE), second, "pushover"));
        rings.add(rung(alarm.plus(FIVE).plus(FIVE), third, "pushover"));
        rings.add(rung(alarm.plus(FIVE).plus(FIVE).plus(HOUR), fourth, "pushover"));
        assertThat(bells.rings()).isEqualTo(rings);
        bells.nothingIsLost();
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-10-25T00:57:20Z, 07:00:20",
        "Europe/Berlin, 2027-03-28T00:57:20Z, 06:00:20",
        "America/New_York, 2026-11-01T05:57:20Z, 13:00:20",
        "America/New_York, 2027-03-14T06:57:20Z, 12:00:20"
    })
    void what_waits_for_the_morning_pages_when_the_clock_on_the_wall_says_so(String zone, Instant alarm, String rings) {
        var bells = new Bells(
                Team.isPaged(text -> text.replaceFirst("(?m)^zone: \\S+", "zone: " + zone)), alarm, Bells.NONE);
        bells.alarm("frontend-5xx");
        bells.pass(Duration.ofHours(8));

        assertThat(bells.rings()).containsExactly(rings + " team by pagerduty: P2 frontend-1");
        bells.nothingIsLost();
    }

    @ParameterizedTest
    @CsvSource({"2026-10-25T00:57:20Z", "2027-03-28T00:57:20Z", "2026-11-01T05:57:20Z", "2027-03-14T06:57:20Z"})
    void an_acknowledgement_lasts_its_thirty_minutes_whatever_clocks_do(Instant alarm) {
        var bells = new Bells(Team.climbs(), alarm, Bells.NONE);
        bells.alarm("db-connections");
        bells.minutes(1);
        bells.acknowledges("db-1");
        bells.minutes(31);

        assertThat(bells.rings())
                .hasSize(2)
                .last()
                .asString()
                .startsWith(alarm.plus(Duration.ofMinutes(31)).toString().substring(11, 19));
        bells.nothingIsLost();
    }

    private static String rung(Instant at, String whom, String by) {
        return at.toString().substring(11, 19) + " " + whom + " by " + by + ": P1 db-1";
    }
}
