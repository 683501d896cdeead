package tocsin.config;

import io.avaje.jsonb.Json;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A time of maintenance that comes again: in it alarms are held, and looked at again when it ends.
 *
 * @param day on which it begins, or null for every day
 * @param until its end; not after {@code from}: on the next day
 * @param services the names of the services it is for; none: all
 * @param pierce severities that page all the same
 * @param match what an alarm must match besides, or null
 */
@Json
public record Window(
        @Nullable DayOfWeek day,
        LocalTime from,
        LocalTime until,
        ZoneId zone,
        List<String> services,
        List<Severity> pierce,
        @Nullable Pattern match,
        String because) {
    public Window {
        services = List.copyOf(services);
        pierce = List.copyOf(pierce);
    }

    public boolean covers(Instant now) {
        return endOfCover(now).isPresent();
    }

    /** When the window that is open now ends; empty where none is. */
    public Optional<Instant> endOfCover(Instant now) {
        var today = now.atZone(zone).toLocalDate();
        return endOf(today, now).or(() -> endOf(today.minusDays(1), now));
    }

    /** Whether it is meant for this service, alarm and severity; it says nothing of the time. */
    public boolean concerns(String service, Severity severity, Description description) {
        return (services.isEmpty() || services.contains(service))
                && !pierce.contains(severity)
                && (match == null || match.holds(description));
    }

    private Optional<Instant> endOf(LocalDate begins, Instant now) {
        if (day != null && begins.getDayOfWeek() != day) {
            return Optional.empty();
        }
        var ends = from.isBefore(until) ? begins : begins.plusDays(1);
        // an hour that comes twice ends at its first end: what withholds pages is rather too short than too long
        var start = begins.atTime(from).atZone(zone).toInstant();
        var end = ends.atTime(until).atZone(zone).toInstant();
        return !now.isBefore(start) && now.isBefore(end) ? Optional.of(end) : Optional.empty();
    }
}
