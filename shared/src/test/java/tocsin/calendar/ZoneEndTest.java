package tocsin.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.config.Person;

/** The zones that a calendar writes itself, of which some rules are history. */
class ZoneEndTest {
    @Test
    void a_rule_of_a_zone_that_has_ended_changes_no_clock() {
        var text = """
                BEGIN:VCALENDAR
                BEGIN:VTIMEZONE
                TZID:Eastern Standard Time
                BEGIN:STANDARD
                DTSTART:19871025T020000
                RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10;UNTIL=20061029T060000Z
                TZOFFSETFROM:-0400
                TZOFFSETTO:-0500
                END:STANDARD
                BEGIN:DAYLIGHT
                DTSTART:20070311T020000
                RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
                TZOFFSETFROM:-0500
                TZOFFSETTO:-0400
                END:DAYLIGHT
                BEGIN:STANDARD
                DTSTART:20071104T020000
                RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
                TZOFFSETFROM:-0400
                TZOFFSETTO:-0500
                END:STANDARD
                END:VTIMEZONE
                BEGIN:VEVENT
                UID:1
                SUMMARY:ann
                DTSTART;TZID=Eastern Standard Time:20261028T090000
                DTEND;TZID=Eastern Standard Time:20261028T170000
                END:VEVENT
                END:VCALENDAR
                """;
        var now = Instant.parse("2026-10-20T00:00:00Z");
        var read = CalendarReader.read(
                text, ZoneOffset.UTC, LocalTime.MIDNIGHT, List.of(Person.of("ann", ZoneOffset.UTC, List.of())), now);
        assertThat(read).isInstanceOf(CalendarReader.Result.Read.class);
        var shifts = ((CalendarReader.Result.Read) read).reading().shifts();
        assertThat(shifts.getFirst().from()).isEqualTo(Instant.parse("2026-10-28T13:00:00Z"));
    }
}
