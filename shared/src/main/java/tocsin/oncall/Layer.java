package tocsin.oncall;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * People who take turns. Turns have no beginning and no end: before {@code since} it is counted backwards.
 *
 * @param since the day on which the first of them takes over
 * @param days how many days a turn has
 * @param handOver the time of day at which a turn begins, in the zone
 * @param hours the hours of each day that it covers, or null where it covers all of them
 */
@Json
public record Layer(
        List<String> people,
        ZoneId zone,
        LocalDate since,
        int days,
        LocalTime handOver,
        @Nullable Span hours) {
    public Layer {
        people = List.copyOf(people);
        if (people.isEmpty()) {
            throw new IllegalArgumentException("turns of nobody");
        }
        if (days < 1) {
            throw new IllegalArgumentException("a turn of " + days + " days");
        }
    }

    /** The number of the turn that holds this instant; 0 is the first person's, from {@code since} on. */
    long turn(Instant at) {
        var day = at.atZone(zone).toLocalDate();
        // the one after, since an hour that comes twice at midnight belongs to the next day from its first time on
        var turn = Math.floorDiv(ChronoUnit.DAYS.between(since, day), days) + 1;
        while (begins(turn).isAfter(at)) {
            turn--;
        }
        return turn;
    }

    Instant begins(long turn) {
        return WallClock.first(since.plusDays(turn * days), handOver, zone);
    }

    String person(long turn) {
        return people.get(Math.toIntExact(Math.floorMod(turn, (long) people.size())));
    }

    boolean covers(Instant at) {
        if (hours == null) {
            return true;
        }
        var day = at.atZone(zone).toLocalDate();
        return covers(day.minusDays(1), hours, at) || covers(day, hours, at) || covers(day.plusDays(1), hours, at);
    }

    private boolean covers(LocalDate day, Span span, Instant at) {
        return !at.isBefore(opens(day, span)) && at.isBefore(closes(day, span));
    }

    private Instant opens(LocalDate day, Span span) {
        return WallClock.first(day, span.from(), zone);
    }

    private Instant closes(LocalDate day, Span span) {
        return WallClock.first(span.overnight() ? day.plusDays(1) : day, span.until(), zone);
    }

    /** Adds every instant of this time at which somebody takes over, or its hours begin or end. */
    void changes(Instant from, Instant to, Collection<Instant> changes) {
        for (var turn = turn(from); !begins(turn).isAfter(to); turn++) {
            changes.add(begins(turn));
        }
        if (hours != null) {
            var last = to.atZone(zone).toLocalDate().plusDays(1);
            for (var day = from.atZone(zone).toLocalDate().minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
                changes.add(opens(day, hours));
                changes.add(closes(day, hours));
            }
        }
    }
}
