package tocsin.oncall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** A time that people read off the wall, as the instant at which it comes. */
public final class WallClock {
    private WallClock() {}

    /**
     * The first instant at which clocks in the zone show this time of this day, or more. A time that a day skips comes
     * when the skipped hour would have begun; one that comes twice has come at its first.
     */
    public static Instant first(LocalDate day, LocalTime time, ZoneId zone) {
        var wanted = day.atTime(time);
        var change = zone.getRules().getTransition(wanted);
        return change != null && change.isGap()
                ? change.getInstant()
                : wanted.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}
