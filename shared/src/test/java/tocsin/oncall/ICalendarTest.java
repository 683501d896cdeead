package tocsin.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.oncall.TestingRotas.hours;
import static tocsin.oncall.TestingRotas.timeline;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ICalendarTest {
    private static final Instant NOW = Instant.parse("2026-03-25T12:00:00Z");

    @Test
    void shifts_and_holes_are_events_in_utc() {
        var day = timeline(hours("Europe/Berlin", "09:00", "17:00", "ada"));

        assertThat(ICalendar.of("valine", List.of(day), NOW, NOW, NOW.plusSeconds(6 * 3600)))
                .isEqualTo("""
                        BEGIN:VCALENDAR
                        VERSION:2.0
                        PRODID:-//tocsin//on call//EN
                        X-WR-CALNAME:On call for valine
                        BEGIN:VEVENT
                        UID:primary-20260325T080000Z@tocsin
                        DTSTAMP:20260325T120000Z
                        DTSTART:20260325T080000Z
                        DTEND:20260325T160000Z
                        SUMMARY:primary: ada
                        TRANSP:TRANSPARENT
                        END:VEVENT
                        BEGIN:VEVENT
                        UID:primary-20260325T160000Z@tocsin
                        DTSTAMP:20260325T120000Z
                        DTSTART:20260325T160000Z
                        DTEND:20260326T080000Z
                        SUMMARY:primary: nobody
                        TRANSP:TRANSPARENT
                        END:VEVENT
                        END:VCALENDAR
                        """.replace("\n", "\r\n"));
    }

    @Test
    void a_name_adds_no_line_and_no_line_is_too_long() {
        var name = "a, b; c \\ d\r\nBEGIN:VEVENT" + "ö".repeat(80) + "\u0007";

        var text = ICalendar.of(name, List.of(), NOW, NOW, NOW.plusSeconds(1));

        assertThat(text.replace("\r\n ", ""))
                .contains("X-WR-CALNAME:On call for a\\, b\\; c \\\\ d\\nBEGIN:VEVENT" + "ö".repeat(80) + "\r\n");
        assertThat(text.split("\r\n"))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
    }
}
