package tocsin.config;

import io.avaje.jsonb.Json;
import java.time.Instant;
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
        var opening = today.atTime(from).atZone(zone).toInstant();
        return opening.isBefore(now)
                ? today.plusDays(1).atTime(from).atZone(zone).toInstant()
                : opening;
    }
}
