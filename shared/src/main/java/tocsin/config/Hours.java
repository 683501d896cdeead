package tocsin.config;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Hours of every day in a zone: "08:00-20:00". Where both ends are the same, always. */
@Json
public record Hours(LocalTime from, LocalTime until, ZoneId zone) {
    /** Open day and night. */
    public static final Hours ALWAYS = new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneOffset.UTC);

    public boolean open(Instant now) {
        if (from.equals(until)) {
            return true;
        }
        var time = now.atZone(zone).toLocalTime();
        var begun = !time.isBefore(from);
        var before = time.isBefore(until);
        return from.isBefore(until) ? begun && before : begun || before;
    }

    /** The first instant from now on at which it is open: now itself where it is open. */
    public Instant nextOpening(Instant now) {
        if (open(now)) {
            return now;
        }
        var today = now.atZone(zone).toLocalDate();
        var opening = opening(today);
        return opening.isBefore(now) ? opening(today.plusDays(1)) : opening;
    }

    /** In a night that skips the hour it opens when the skipped hour would have begun. */
    private Instant opening(LocalDate day) {
        var begin = day.atTime(from);
        var change = zone.getRules().getTransition(begin);
        return change != null && change.isGap()
                ? change.getInstant()
                : begin.atZone(zone).toInstant();
    }
}
