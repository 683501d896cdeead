package tocsin.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.calendar.CalendarReader.Result;
import tocsin.config.Person;
import tocsin.oncall.CalendarReading;
import tocsin.oncall.CalendarShift;
import tocsin.oncall.Feed;
import tocsin.oncall.Layer;
import tocsin.oncall.Roster;
import tocsin.oncall.Rota;
import tocsin.oncall.RotaCalendar;
import tocsin.oncall.Stretch;

class CalendarReaderTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-03-25T12:00:00Z");
    private static final List<Person> PEOPLE = List.of(
            person("ada", "Ada Lovelace", "ada@example.com"),
            person("bob", "bob@example.com"),
            person("cy"),
            person("cy-anne"));

    private static Person person(String name, String... knownAs) {
        return new Person(name, BERLIN, List.of(), null, null, null, List.of(knownAs));
    }

    private static String calendar(String... events) {
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\n");
        for (var event : events) {
            text.append("BEGIN:VEVENT\r\n")
                    .append(event.strip().replace("\n", "\r\n"))
                    .append("\r\nEND:VEVENT\r\n");
        }
        return text.append("END:VCALENDAR\r\n").toString();
    }

    private static CalendarReading reading(String text, LocalTime begins) {
        return switch (CalendarReader.read(text, BERLIN, begins, PEOPLE, NOW)) {
            case Result.Read(var reading) -> reading;
            case Result.Refused(var because) -> throw new AssertionError(because);
        };
    }

    private static List<String> shifts(String... events) {
        return told(reading(calendar(events), LocalTime.MIDNIGHT));
    }

    private static List<String> told(CalendarReading reading) {
        return reading.shifts().stream()
                .map(shift -> shift.person() + " " + shift.from() + " " + shift.to())
                .toList();
    }

    private static String refused(String text) {
        return CalendarReader.read(text, BERLIN, LocalTime.MIDNIGHT, PEOPLE, NOW) instanceof Result.Refused refused
                ? refused.because()
                : "read";
    }

    @Test
    void a_time_is_of_its_zone_of_utc_of_the_rota_or_a_whole_day() {
        assertThat(shifts("""
                        UID:1
                        DTSTART;TZID=America/New_York:20260326T090000
                        DTEND;TZID=America/New_York:20260326T170000
                        SUMMARY:Ada is on call
                        """, """
                        UID:2
                        DTSTART:20260327T090000Z
                        DURATION:PT8H
                        SUMMARY:bob
                        """, """
                        UID:3
                        DTSTART:20260330T090000
                        DTEND:20260330T170000
                        SUMMARY:On call: CY
                        """, """
                        UID:4
                        DTSTART;VALUE=DATE:20260328
                        DTEND;VALUE=DATE:20260330
                        SUMMARY:ada
                        """, """
                        UID:5
                        DTSTART;VALUE=DATE:20260401
                        SUMMARY:ada
                        """))
                .containsExactly(
                        "ada 2026-03-26T13:00:00Z 2026-03-26T21:00:00Z",
                        "bob 2026-03-27T09:00:00Z 2026-03-27T17:00:00Z",
                        "ada 2026-03-27T23:00:00Z 2026-03-29T22:00:00Z",
                        "cy 2026-03-30T07:00:00Z 2026-03-30T15:00:00Z",
                        "ada 2026-03-31T22:00:00Z 2026-04-01T22:00:00Z");
    }

    @Test
    void whole_days_begin_when_the_rota_is_handed_over() {
        var text = calendar("""
                UID:1
                DTSTART;VALUE=DATE:20260323
                DTEND;VALUE=DATE:20260330
                RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2
                SUMMARY:ada
                """);

        assertThat(told(reading(text, LocalTime.of(9, 0))))
                .containsExactly(
                        "ada 2026-03-23T08:00:00Z 2026-03-30T07:00:00Z",
                        "ada 2026-04-06T07:00:00Z 2026-04-13T07:00:00Z");
    }

    @Test
    void what_comes_again_leaves_out_what_it_says_and_has_others_in_their_places() {
        assertThat(shifts("""
                        UID:week
                        DTSTART;TZID=Europe/Berlin:20260302T090000
                        DTEND;TZID=Europe/Berlin:20260309T090000
                        RRULE:FREQ=WEEKLY;UNTIL=20260427T070000Z
                        EXDATE;TZID=Europe/Berlin:20260330T090000
                        EXDATE:20260413T070000Z
                        SUMMARY:ada
                        """, """
                        UID:week
                        RECURRENCE-ID;TZID=Europe/Berlin:20260316T090000
                        DTSTART;TZID=Europe/Berlin:20260316T120000
                        DTEND;TZID=Europe/Berlin:20260323T090000
                        SUMMARY:bob in the place of Ada
                        """, """
                        UID:week
                        RECURRENCE-ID;VALUE=DATE-TIME:20260406T070000Z
                        DTSTART;TZID=Europe/Berlin:20260406T090000
                        DTEND;TZID=Europe/Berlin:20260413T090000
                        STATUS:CANCELLED
                        SUMMARY:ada
                        """, """
                        UID:week
                        RECURRENCE-ID;TZID=Europe/Berlin:20260420T090000
                        DTSTART;TZID=Europe/Berlin:20260420T090000
                        DTEND;TZID=Europe/Berlin:20260427T090000
                        SUMMARY:nobody, a holiday
                        """))
                .containsExactly(
                        "ada 2026-03-02T08:00:00Z 2026-03-16T08:00:00Z",
                        "bob 2026-03-16T11:00:00Z 2026-03-23T08:00:00Z",
                        "ada 2026-03-23T08:00:00Z 2026-03-30T07:00:00Z",
                        "ada 2026-04-27T07:00:00Z 2026-05-04T07:00:00Z");
    }

    @Test
    void of_two_versions_of_an_event_the_later_holds() {
        var later = """
                UID:1
                SEQUENCE:2
                DTSTART:20260326T090000Z
                DTEND:20260326T170000Z
                SUMMARY:bob
                """;
        var earlier = later.replace("SEQUENCE:2", "SEQUENCE:1").replace("bob", "ada");

        assertThat(shifts(later, earlier)).containsExactly("bob 2026-03-26T09:00:00Z 2026-03-26T17:00:00Z");
        assertThat(shifts(earlier, later)).containsExactly("bob 2026-03-26T09:00:00Z 2026-03-26T17:00:00Z");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "SUMMARY:Ada",
                "SUMMARY:On call\\, week 13: ADA LOVELACE",
                "SUMMARY:ada -> bob",
                "SUMMARY:(ada)",
                "SUMMARY:Primary\nATTENDEE;CN=Bob;PARTSTAT=DECLINED:mailto:bob@example.com\nATTENDEE:MAILTO:Ada@Example.com",
                "SUMMARY:Primary\nATTENDEE;CN=\"Lovelace; Ada Lovelace: on call\":urn:uuid:1",
                "SUMMARY:Primary\nORGANIZER:mailto:ada@example.com",
                "SUMMARY;LANGUAGE=en:A\n da is it",
            })
    void an_event_means_whom_its_summary_an_attendee_or_its_organizer_names(String naming) {
        assertThat(shifts("UID:1\nDTSTART:20260326T090000Z\nDTEND:20260326T170000Z\n" + naming))
                .containsExactly("ada 2026-03-26T09:00:00Z 2026-03-26T17:00:00Z");
    }

    @Test
    void a_name_within_another_word_is_none_and_of_two_that_begin_alike_the_longer_is_meant() {
        var event = "UID:1\nDTSTART:20260326T090000Z\nDTEND:20260326T170000Z\nSUMMARY:";

        assertThat(reading(calendar(event + "Adam and Bobby"), LocalTime.MIDNIGHT))
                .extracting(CalendarReading::shifts, CalendarReading::unnamed)
                .containsExactly(List.of(), List.of("'Adam and Bobby'"));
        assertThat(shifts(event + "Cy-Anne")).containsExactly("cy-anne 2026-03-26T09:00:00Z 2026-03-26T17:00:00Z");
    }

    @Test
    void of_two_at_one_time_whose_turn_begins_last_has_it_and_it_is_said() {
        var reading = reading(
                calendar(
                        "UID:1\nDTSTART:20260326T080000Z\nDTEND:20260327T080000Z\nSUMMARY:ada",
                        "UID:2\nDTSTART:20260326T120000Z\nDTEND:20260326T150000Z\nSUMMARY:bob"),
                LocalTime.MIDNIGHT);

        assertThat(told(reading))
                .containsExactly(
                        "ada 2026-03-26T08:00:00Z 2026-03-26T12:00:00Z",
                        "bob 2026-03-26T12:00:00Z 2026-03-26T15:00:00Z",
                        "ada 2026-03-26T15:00:00Z 2026-03-27T08:00:00Z");
        assertThat(reading.overlaps())
                .containsExactly("ada and bob from 2026-03-26 12:00:00 UTC: bob has it, whose turn begins last");
    }

    /** As Outlook writes it: a name of its own, said in the calendar, with rules since 1601. */
    @Test
    void a_zone_that_the_world_does_not_know_goes_by_what_the_calendar_says_of_it() {
        var zone = """
                BEGIN:VTIMEZONE
                TZID:W. Europe Standard Time
                BEGIN:STANDARD
                DTSTART:16010101T030000
                TZOFFSETFROM:+0200
                TZOFFSETTO:+0100
                RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
                END:STANDARD
                BEGIN:DAYLIGHT
                DTSTART:16010101T020000
                TZOFFSETFROM:+0100
                TZOFFSETTO:+0200
                RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
                END:DAYLIGHT
                END:VTIMEZONE
                BEGIN:VEVENT""";
        var event = """
                UID:1
                DTSTART;TZID=W. Europe Standard Time:20260323T090000
                DTEND;TZID=W. Europe Standard Time:20260330T090000
                RRULE:FREQ=WEEKLY;COUNT=2
                SUMMARY:ada
                """;

        assertThat(told(reading(calendar(event).replace("BEGIN:VEVENT", zone), LocalTime.MIDNIGHT)))
                .containsExactly("ada 2026-03-23T08:00:00Z 2026-04-06T07:00:00Z");
        assertThat(shifts(event.replace("W. Europe Standard Time", "/example.com/Europe/Berlin")))
                .containsExactly("ada 2026-03-23T08:00:00Z 2026-04-06T07:00:00Z");
        assertThat(refused(calendar(event)))
                .isEqualTo("the event 'ada': the zone 'W. Europe Standard Time' is nowhere said");
    }

    @Test
    void what_is_no_calendar_or_half_of_one_is_refused() {
        var whole = calendar("UID:1\nDTSTART:20260326T090000Z\nDTEND:20260326T170000Z\nSUMMARY:ada");

        assertThat(refused("<html>Sign in: please</html>")).isEqualTo("no BEGIN:VCALENDAR");
        assertThat(refused("")).isEqualTo("no BEGIN:VCALENDAR");
        for (var end = 0; end < whole.length() - "\r\n".length(); end++) {
            assertThat(refused(whole.substring(0, end))).as("until %s", end).isNotEqualTo("read");
        }
        assertThat(refused(whole)).isEqualTo("read");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "FREQ=SECONDLY",
                "FREQ=MINUTELY;COUNT=5",
                "FREQ=HOURLY",
                "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3;BYSECOND=1,2,3",
                "FREQ=WEEKLY;INTERVAL=0",
                "FREQ=WEEKLY;INTERVAL=-1",
                "FREQ=YEARLY;INTERVAL=2000000000",
                "FREQ=DAILY;COUNT=2000000000",
                "FREQ=WEEKLY;RSCALE=HEBREW",
                "FREQ=WEEKLY;FREQ=DAILY",
                "FREQ=",
                "",
                "BYDAY=MO",
                "FREQ=WEEKLY;BYDAY=XX",
                "FREQ=MONTHLY;BYMONTHDAY=99",
            })
    void a_rule_without_bounds_or_sense_is_refused_by_name(String rule) {
        assertThat(refused(calendar(
                        "UID:1\nDTSTART:20260326T090000Z\nDTEND:20260326T170000Z\nSUMMARY:ada\nRRULE:" + rule)))
                .startsWith("the event 'ada': RRULE:")
                .contains("is not followed; expected FREQ of DAILY, WEEKLY, MONTHLY, YEARLY with UNTIL");
    }

    @Test
    void a_calendar_that_would_take_long_is_refused_in_no_time() {
        var begun = Instant.now();
        var often = new ArrayList<String>();
        for (var event = 0; event < 3_000; event++) {
            often.add("UID:" + event + "\nDTSTART:19700101T000000Z\nDTEND:19700101T000100Z\nSUMMARY:ada\n"
                    + "RRULE:FREQ=DAILY;COUNT=100000");
        }
        assertThat(refused(calendar(often.toArray(String[]::new)))).contains("more than 1000 shifts");
        assertThat(refused(calendar(often.toArray(String[]::new)).replace("RRULE:FREQ=DAILY", "RRULE:FREQ=YEARLY")))
                .contains("more than 100 events that come again");
        assertThat(refused("BEGIN:VCALENDAR\r\n" + "BEGIN:X\r\n".repeat(100_000)))
                .isEqualTo("parts within parts, 3 deep");
        assertThat(refused(calendar("X:" + "y".repeat(1_000_000)))).isEqualTo("more than 1000000 characters");
        assertThat(refused(calendar("UID:1\nDTSTART:00010101T000000Z\nDURATION:PT1H\nSUMMARY:ada\nRRULE:FREQ=DAILY")))
                .isEqualTo("the event 'ada': it comes again since the year 1");
        assertThat(refused(calendar("UID:1\nDTSTART:20260101T000000Z\nDURATION:P999W\nSUMMARY:ada")))
                .isEqualTo("the event 'ada': it lasts longer than 400 days");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void an_event_of_nobody_that_cannot_be_read_hinders_none_that_can() {
        assertThat(shifts(
                        "UID:1\nDTSTART:20260326T090000Z\nDTEND:20260326T170000Z\nSUMMARY:ada",
                        "UID:2\nDTSTART:whenever\nRRULE:FREQ=SECONDLY\nSUMMARY:a bell"))
                .hasSize(1);
    }

    @Test
    void what_a_calendar_says_is_shown_harmless() {
        assertThat(refused(
                        calendar("UID:1\nDTSTART:never\u202E\u0007\nSUMMARY:ada \u202E@everyone " + "x".repeat(200))))
                .doesNotContain("\u202E", "\u0007")
                .hasSizeLessThan(200);
    }

    /**
     * Turns written as events that come again, one for each person, are the same rota: who has it, and when it is handed
     * over, at every instant that is known.
     */
    @Test
    void the_timeline_of_a_calendar_is_that_of_the_same_rota_by_turns() {
        var random = new Random(20260325);
        var zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        for (var round = 0; round < 400; round++) {
            var zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            var people = List.of("ada", "bob", "cy", "cy-anne").subList(0, 1 + random.nextInt(4));
            var days = List.of(1, 7, 14).get(random.nextInt(3));
            var handOver = LocalTime.of(random.nextInt(24), 15 * random.nextInt(4));
            var since = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(400));
            if (days > 1) {
                since = since.with(TemporalAdjusters.nextOrSame(DayOfWeek.of(1 + random.nextInt(7))));
            }
            var now = Instant.parse("2026-04-01T00:00:00Z").plus(Duration.ofHours(random.nextInt(9_000)));
            var whole = random.nextInt(3) == 0;
            var turns = new ArrayList<String>();
            for (var person = 0; person < people.size(); person++) {
                turns.add(turn(
                        people.get(person),
                        zone,
                        since.plusDays((long) days * person),
                        handOver,
                        days,
                        days * people.size(),
                        whole,
                        random));
            }
            var result = CalendarReader.read(
                    calendar(turns.toArray(String[]::new)), zone, whole ? handOver : LocalTime.MIDNIGHT, PEOPLE, now);
            assertThat(result).as(turns.toString()).isInstanceOf(Result.Read.class);
            var reading = ((Result.Read) result).reading();

            var feed = new Feed(Feed.Kind.FILE, "", LocalTime.MIDNIGHT);
            var entered = timeline(
                    new Rota("r", zone, List.of(), feed),
                    List.of(new RotaCalendar("r", feed.identity(), now, reading, null)));
            var native_ = timeline(
                    Rota.of("r", zone, List.of(new Layer(people, zone, since, days, handOver, null))), List.of());
            var from = reading.from();
            assertThat(merged(entered.between(from, reading.until()), from, reading.until()))
                    .as(zone + " " + since + " " + handOver + " " + days + " " + turns)
                    .isEqualTo(merged(native_.between(from, reading.until()), from, reading.until()));
        }
    }

    private static String turn(
            String person,
            ZoneId zone,
            LocalDate first,
            LocalTime handOver,
            int days,
            int every,
            boolean whole,
            Random random) {
        var day = DateTimeFormatter.BASIC_ISO_DATE;
        var last = first.plusDays(days);
        var rule = every % 7 == 0 && random.nextBoolean()
                ? "FREQ=WEEKLY;INTERVAL=" + every / 7
                : "FREQ=DAILY;INTERVAL=" + every;
        if (whole) {
            return "UID:" + person + "\nDTSTART;VALUE=DATE:" + day.format(first) + "\nDTEND;VALUE=DATE:"
                    + day.format(last) + "\nRRULE:" + rule + "\nSUMMARY:" + person;
        }
        var time = "T" + handOver.format(DateTimeFormatter.ofPattern("HHmmss"));
        var in = random.nextBoolean() ? "" : ";TZID=" + zone;
        return "UID:" + person + "\nDTSTART" + in + ":" + day.format(first) + time
                + (random.nextBoolean() ? "\nDTEND" + in + ":" + day.format(last) + time : "\nDURATION:P" + days + "D")
                + "\nRRULE:" + rule + "\nSUMMARY:On call: " + person;
    }

    private static tocsin.oncall.Timeline timeline(Rota rota, List<RotaCalendar> calendars) {
        var people = PEOPLE.stream().map(Person::name).toList();
        return new Roster(people, List.of(rota), List.of(), calendars).rota("r").orElseThrow();
    }

    /** Who has it from when to when, whatever the turn is called. */
    private static List<CalendarShift> merged(List<Stretch> stretches, Instant from, Instant until) {
        var merged = new ArrayList<CalendarShift>();
        for (var stretch : stretches) {
            var person = stretch instanceof Stretch.Shift shift ? shift.person() : "NOBODY";
            var begin = stretch.from().isBefore(from) ? from : stretch.from();
            var end = stretch.to().isAfter(until) ? until : stretch.to();
            if (!merged.isEmpty() && merged.getLast().person().equals(person)) {
                begin = Objects.requireNonNull(merged.removeLast()).from();
            }
            merged.add(new CalendarShift(begin, end, person));
        }
        return merged;
    }
}
