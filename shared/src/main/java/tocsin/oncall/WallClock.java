package tocsin.oncall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/** A time that people read off the wall, as the instant at which it comes. */
public final class WallClock {
    private WallClock() {}

    /**
     * The first instant at which clocks in the zone show this time of this day, or more. A time that a day skips comes
     * when the skipped hour would have begun; one that comes twice has come at its first.
     */
    public static Instant first(LocalDate day, LocalTime time, ZoneId zone) {
        return first(day.atTime(time), zone.getRules());
    }

    /** The same by the rules of a zone that may have no name. */
    public static Instant first(LocalDateTime wanted, ZoneRules rules) {
        var change = rules.getTransition(wanted);
        return change != null && change.isGap()
                ? change.getInstant()
                : wanted.toInstant(rules.getValidOffsets(wanted).getFirst());
    }
}
