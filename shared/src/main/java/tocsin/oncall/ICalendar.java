package tocsin.oncall;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tocsin.oncall.Stretch.Hole;
import tocsin.oncall.Stretch.Shift;

/** Who is on call as iCalendar (RFC 5545), for a calendar to subscribe to. */
public final class ICalendar {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** A line is at most so many bytes, its end not counted. */
    private static final int LONGEST = 75;

    private final StringBuilder text = new StringBuilder();

    private ICalendar() {}

    /** The calendar of these rotas; a hole is an event too, since somebody should see it. */
    public static String of(String product, List<Timeline> rotas, Instant now, Instant from, Instant to) {
        var calendar = new ICalendar();
        calendar.line("BEGIN:VCALENDAR");
        calendar.line("VERSION:2.0");
        calendar.line("PRODID:-//tocsin//on call//EN");
        calendar.line("X-WR-CALNAME:" + escaped("On call for " + product));
        rotas.forEach(rota -> rota.between(from, to).forEach(stretch -> calendar.event(rota.rota(), stretch, now)));
        calendar.line("END:VCALENDAR");
        return calendar.text.toString();
    }

    private void event(Rota rota, Stretch stretch, Instant now) {
        line("BEGIN:VEVENT");
        line("UID:" + rota.name() + "-" + TIME.format(stretch.from()) + "@tocsin");
        line("DTSTAMP:" + TIME.format(now));
        line("DTSTART:" + TIME.format(stretch.from()));
        line("DTEND:" + TIME.format(stretch.to()));
        line("SUMMARY:" + escaped(rota.name() + ": " + said(stretch)));
        line("TRANSP:TRANSPARENT"); // to be on call keeps nobody from a meeting
        line("END:VEVENT");
    }

    private static String said(Stretch stretch) {
        return switch (stretch) {
            case Shift shift -> shift.person();
            case Hole _ -> "nobody";
        };
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replaceAll("\\R", "\\\\n")
                .replaceAll("\\p{Cntrl}", "");
    }

    /** Longer lines go on in the next, which then begins with a space; no character is cut. */
    private void line(String whole) {
        var bytes = 0;
        for (var point : whole.codePoints().toArray()) {
            var character = Character.toString(point);
            var size = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > LONGEST) {
                text.append("\r\n ");
                bytes = 1;
            }
            text.append(character);
            bytes += size;
        }
        text.append("\r\n");
    }
}
