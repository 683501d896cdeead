package tocsin.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.oncall.TestingRotas.hours;
import static tocsin.oncall.TestingRotas.override;
import static tocsin.oncall.TestingRotas.timeline;
import static tocsin.oncall.TestingRotas.turns;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.oncall.Stretch.Because;
import tocsin.oncall.Stretch.Hole;
import tocsin.oncall.Stretch.Shift;

class TimelineTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2028-01-01T00:00:00Z");

    @Test
    void each_has_a_week_in_turn_from_hand_over_to_hand_over() {
        var weekly = timeline(turns(7, "America/Los_Angeles", "09:00", "ada", "bob", "cy"));

        assertThat(weekly.at(Instant.parse("2026-01-05T16:59:59Z")))
                .extracting(TimelineTest::person)
                .isEqualTo("cy");
        assertThat(weekly.at(Instant.parse("2026-01-05T17:00:00Z")))
                .isEqualTo(new Shift(
                        Instant.parse("2026-01-05T17:00:00Z"),
                        Instant.parse("2026-01-12T17:00:00Z"),
                        "ada",
                        new Because.Turn(0, 0)));
        assertThat(weekly.next(Instant.parse("2026-01-07T00:00:00Z")))
                .extracting(TimelineTest::person)
                .isEqualTo("bob");
        assertThat(weekly.at(Instant.parse("2026-01-25T00:00:00Z")))
                .extracting(TimelineTest::person)
                .isEqualTo("cy");
        assertThat(weekly.at(Instant.parse("2026-01-27T00:00:00Z")))
                .extracting(TimelineTest::person)
                .isEqualTo("ada");
    }

    @Test
    void before_the_day_from_which_they_are_counted_turns_are_counted_backwards() {
        var daily = timeline(turns(1, "UTC", "00:00", "ada", "bob", "cy"));

        assertThat(daily.between(Instant.parse("2026-01-02T12:00:00Z"), Instant.parse("2026-01-06T12:00:00Z")))
                .extracting(TimelineTest::person)
                .containsExactly("ada", "bob", "cy", "ada", "bob");
    }

    @ParameterizedTest(name = "{0}, {2} on {1}: {3}")
    @CsvSource({
        "Europe/Berlin,    2026-03-29, 02:30, 2026-03-29T01:00:00Z, the hour is skipped: when it would have begun",
        "Europe/Berlin,    2026-10-25, 02:30, 2026-10-25T00:30:00Z, the hour comes twice: at its first",
        "Europe/Berlin,    2026-10-25, 09:00, 2026-10-25T08:00:00Z, the morning after",
        "America/New_York, 2026-03-08, 02:30, 2026-03-08T07:00:00Z, the hour is skipped: when it would have begun",
        "America/New_York, 2026-11-01, 01:30, 2026-11-01T05:30:00Z, the hour comes twice: at its first",
        "America/New_York, 2026-11-01, 09:00, 2026-11-01T14:00:00Z, the morning after",
    })
    void a_change_of_clocks_moves_no_hand_over_more_than_it_must(
            String zone, String day, String handOver, String expected, String because) {
        var daily = timeline(turns(1, zone, handOver, "ada", "bob"));
        var at = Instant.parse(expected);

        var after = daily.at(at);
        var before = daily.at(at.minusNanos(1));

        assertThat(after.from()).as(because).isEqualTo(at);
        assertThat(before.to()).as(because).isEqualTo(at);
        assertThat(person(after)).isNotEqualTo(person(before));
        assertThat(at.atZone(ZoneId.of(zone)).toLocalDate()).hasToString(day);
        assertThat(daily.between(at.minus(Duration.ofHours(3)), at.plus(Duration.ofHours(3))))
                .as("one hand-over in that night")
                .hasSize(2);
    }

    @Test
    void at_no_hand_over_of_two_years_in_any_zone_is_there_a_gap_or_an_overlap() {
        for (var zone : ZoneId.getAvailableZoneIds().stream().sorted().toList()) {
            for (var handOver : List.of("00:00", "02:30", "09:00")) {
                var daily = timeline(turns(1, zone, handOver, "ada", "bob", "cy"));
                var shifts = daily.between(BEGIN, END);

                assertThat(shifts.getFirst().from()).isBeforeOrEqualTo(BEGIN);
                assertThat(shifts.getLast().to()).isAfterOrEqualTo(END);
                for (var next = 1; next < shifts.size(); next++) {
                    var before = (Shift) shifts.get(next - 1);
                    var after = (Shift) shifts.get(next);
                    assertThat(after.from()).as(zone).isEqualTo(before.to());
                    assertThat(number(after)).as(zone).isEqualTo(number(before) + 1);
                    assertThat(Duration.between(after.from(), after.to()))
                            .as(zone + " " + after)
                            .isBetween(Duration.ofHours(21), Duration.ofHours(27));
                }
            }
        }
    }

    /** What a person with a clock on the wall would do: take over as soon as it shows the time, or more. */
    @Test
    void around_every_change_of_clocks_somebody_takes_over_when_the_wall_first_shows_the_time() {
        for (var zone : ZoneId.getAvailableZoneIds().stream().sorted().toList()) {
            var rules = ZoneId.of(zone).getRules();
            for (var change = rules.nextTransition(BEGIN);
                    change != null && change.getInstant().isBefore(END);
                    change = rules.nextTransition(change.getInstant())) {
                var begin = change.getInstant().minus(Duration.ofHours(26));
                for (var handOver : List.of("00:00", "01:30", "02:30")) {
                    var layer = turns(1, zone, handOver, "ada", "bob");
                    var daily = timeline(layer);
                    var wall = begin;
                    var day = begin.atZone(layer.zone()).toLocalDate().plusDays(1);
                    var wanted = day.atTime(layer.handOver());
                    for (;
                            wall.atZone(layer.zone()).toLocalDateTime().isBefore(wanted);
                            wall = wall.plusSeconds(300)) {}

                    assertThat(daily.at(wall).from()).as(zone + " " + wanted).isEqualTo(wall);
                    assertThat(daily.at(wall.minusNanos(1)).to())
                            .as(zone + " " + wanted)
                            .isEqualTo(wall);
                }
            }
        }
    }

    @Test
    void hours_around_the_sun_leave_no_hole_where_they_meet() {
        var sun = timeline(
                hours("UTC", "06:00", "14:00", "ada"),
                hours("UTC", "14:00", "22:00", "bob", "cy"),
                hours("UTC", "22:00", "06:00", "dee"));

        assertThat(sun.between(BEGIN, END)).noneMatch(Hole.class::isInstance);
        assertThat(sun.between(Instant.parse("2026-01-11T20:00:00Z"), Instant.parse("2026-01-12T20:00:00Z")))
                .extracting(TimelineTest::person)
                .containsExactly("bob", "dee", "ada", "cy");
        assertThat(sun.at(Instant.parse("2026-01-12T03:00:00Z")).from()).isEqualTo("2026-01-11T22:00:00Z");
    }

    @Test
    void a_hole_between_two_layers_is_told_from_when_to_when() {
        var sun = timeline(
                hours("Europe/Berlin", "08:00", "20:00", "ada"), hours("America/Los_Angeles", "11:00", "23:00", "bob"));

        // in March America changes its clocks three weeks before Europe: then Los Angeles begins an hour early
        assertThat(holes(sun, "2026-02-01T00:00:00Z", "2026-04-15T00:00:00Z"))
                .containsExactlyElementsOf(IntStream.rangeClosed(9, 28)
                        .mapToObj(day -> Instant.parse("2026-03-%02dT06:00:00Z".formatted(day)))
                        .map(from -> new Hole(from, from.plus(Duration.ofHours(1))))
                        .toList());
    }

    @Test
    void an_override_wins_for_its_time_and_the_turn_goes_on_after_it() {
        var weekly = timeline(
                List.of(override("o1", "cy", "2026-01-06T00:00:00Z", "2026-01-07T00:00:00Z")),
                turns(7, "UTC", "09:00", "ada", "bob"));

        assertThat(weekly.between(Instant.parse("2026-01-05T10:00:00Z"), Instant.parse("2026-01-08T00:00:00Z")))
                .extracting(TimelineTest::person)
                .containsExactly("ada", "cy", "ada");
        assertThat(((Shift) weekly.at(Instant.parse("2026-01-06T12:00:00Z"))).because())
                .isEqualTo(
                        new Because.Overridden(override("o1", "cy", "2026-01-06T00:00:00Z", "2026-01-07T00:00:00Z")));
        assertThat(weekly.at(Instant.parse("2026-01-07T00:00:00Z")))
                .isEqualTo(new Shift(
                        Instant.parse("2026-01-07T00:00:00Z"),
                        Instant.parse("2026-01-12T09:00:00Z"),
                        "ada",
                        new Because.Turn(0, 0)));
    }

    @Test
    void of_two_overrides_the_one_that_was_added_later_wins_and_the_earlier_has_what_is_left() {
        var weekly = timeline(
                List.of(
                        override("o1", "cy", "2026-01-06T00:00:00Z", "2026-03-09T00:00:00Z"),
                        override("o2", "dee", "2026-01-06T06:00:00Z", "2026-01-06T12:00:00Z")),
                turns(7, "UTC", "09:00", "ada", "bob"));

        var shifts = weekly.between(Instant.parse("2026-01-06T00:00:00Z"), Instant.parse("2026-01-07T00:00:00Z"));

        assertThat(shifts).extracting(TimelineTest::person).containsExactly("cy", "dee", "cy");
        assertThat(shifts.getLast().to())
                .as("it is told whole, over many turns")
                .isEqualTo("2026-03-09T00:00:00Z");
    }

    @Test
    void at_every_instant_of_any_rota_one_has_it_or_a_hole_is_told() {
        for (var seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var overrides = overrides(random);
            var layers = layers(random);
            var drawn = timeline(overrides, layers.toArray(Layer[]::new));
            var from = BEGIN.plusSeconds(random.nextInt(31_536_000));
            var to = from.plusSeconds(1 + random.nextInt(30 * 86_400));
            var stretches = drawn.between(from, to);

            assertThat(stretches.getFirst().from()).as("seed " + seed).isBeforeOrEqualTo(from);
            assertThat(stretches.getLast().to()).as("seed " + seed).isAfterOrEqualTo(to);
            for (var next = 1; next < stretches.size(); next++) {
                assertThat(stretches.get(next).from())
                        .as("seed " + seed)
                        .isEqualTo(stretches.get(next - 1).to());
            }
            for (var each = 0; each < 20; each++) {
                var instant = from.plusSeconds(
                        random.nextLong(Duration.between(from, to).toSeconds()));
                var holds = drawn.at(instant);

                assertThat(stretches.stream()
                                .filter(stretch -> covers(stretch, instant))
                                .toList())
                        .as("seed " + seed + " at " + instant)
                        .containsExactly(holds);
                assertThat(person(holds))
                        .as("seed " + seed + " at " + instant)
                        .isEqualTo(expected(overrides, layers, instant));
                assertThat(drawn.next(instant).from()).as("seed " + seed).isEqualTo(holds.to());
            }
        }
    }

    /** The same by hand: the last override, else the first layer whose clocks show its hours. */
    private static String expected(List<ShiftOverride> overrides, List<Layer> layers, Instant instant) {
        for (var override : overrides.reversed()) {
            if (!instant.isBefore(override.from()) && instant.isBefore(override.to())) {
                return override.person();
            }
        }
        for (var layer : layers) {
            var wall = instant.atZone(layer.zone());
            var span = layer.hours();
            var time = wall.toLocalTime();
            var open = span == null
                    || (span.overnight()
                            ? !time.isBefore(span.from()) || time.isBefore(span.until())
                            : !time.isBefore(span.from()) && time.isBefore(span.until()));
            if (open) {
                var day = time.isBefore(layer.handOver()) ? wall.toLocalDate().minusDays(1) : wall.toLocalDate();
                var days = Math.toIntExact(day.toEpochDay() - layer.since().toEpochDay());
                var turn = Math.floorDiv(days, layer.days());
                return layer.people().get(Math.floorMod(turn, layer.people().size()));
            }
        }
        return "nobody";
    }

    private static List<ShiftOverride> overrides(Random random) {
        var overrides = new ArrayList<ShiftOverride>();
        for (var number = random.nextInt(4); number > 0; number--) {
            var from = BEGIN.plusSeconds(random.nextInt(31_536_000));
            var to = from.plusSeconds(1 + random.nextInt(20 * 86_400));
            overrides.add(override("o" + number, "over" + number, from.toString(), to.toString()));
        }
        return overrides;
    }

    /** In zones whose clocks do not change, since by hand an hour that comes twice is judged otherwise. */
    private static List<Layer> layers(Random random) {
        var zones = List.of("UTC", "Asia/Kolkata", "America/Phoenix", "Asia/Tokyo", "Asia/Kathmandu");
        var layers = new ArrayList<Layer>();
        for (var number = 1 + random.nextInt(3); number > 0; number--) {
            var zone = zones.get(random.nextInt(zones.size()));
            var names = new ArrayList<>(List.of("ada", "bob", "cy", "dee"));
            Collections.shuffle(names, random);
            var people = names.subList(0, 1 + random.nextInt(4)).toArray(String[]::new);
            if (random.nextBoolean()) {
                var from = random.nextInt(24);
                layers.add(hours(zone, time(from), time((from + 1 + random.nextInt(23)) % 24), people));
            } else {
                layers.add(turns(1 + random.nextInt(14), zone, time(random.nextInt(24)), people));
            }
        }
        return layers;
    }

    private static String time(int hour) {
        return "%02d:00".formatted(hour);
    }

    private static List<Stretch> holes(Timeline timeline, String from, String to) {
        return timeline.between(Instant.parse(from), Instant.parse(to)).stream()
                .filter(Hole.class::isInstance)
                .toList();
    }

    private static boolean covers(Stretch stretch, Instant at) {
        return !at.isBefore(stretch.from()) && at.isBefore(stretch.to());
    }

    private static long number(Shift shift) {
        return ((Because.Turn) shift.because()).number();
    }

    private static String person(Stretch stretch) {
        return stretch instanceof Shift shift ? shift.person() : "nobody";
    }
}
