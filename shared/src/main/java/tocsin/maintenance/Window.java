package tocsin.maintenance;

import io.avaje.jsonb.Json;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.config.Description;
import tocsin.config.Pattern;
import tocsin.config.Severity;

/**
 * A time for maintenance that comes again: in it alarms are held, and looked at again when it ends.
 *
 * @param services the names of the services it is for, in every stage; none: all
 * @param pierce severities that page all the same
 * @param match what an alarm must match besides, or null
 * @param announced whether each occurrence is a maintenance that users are told of; else only one that is planned is
 */
@Json
public record Window(
        Recurring when,
        ZoneId zone,
        List<String> services,
        List<Severity> pierce,
        @Nullable Pattern match,
        String because,
        boolean announced) {
    /** Sundays from 02:00 to 04:00 UTC, where nothing else is said. */
    public static final Window USUAL = weekly(
            DayOfWeek.SUNDAY,
            LocalTime.of(2, 0),
            LocalTime.of(4, 0),
            ZoneOffset.UTC,
            List.of(),
            List.of(Severity.P0),
            null,
            "weekly maintenance");

    /** A rule that has no occurrence in so many days has none: the 29th of February comes at least once in them. */
    private static final long FAR = 366L * 8 + 1;

    /** An occurrence lasts at most a day, and begins on one more where the clocks are put back. */
    private static final int LONGEST = 2;

    public Window {
        services = List.copyOf(services);
        pierce = List.copyOf(pierce);
    }

    /** Of hours of a day of the week, or of every day (null); it is not announced. */
    public static Window weekly(
            @Nullable DayOfWeek day,
            LocalTime from,
            LocalTime until,
            ZoneId zone,
            List<String> services,
            List<Severity> pierce,
            @Nullable Pattern match,
            String because) {
        var when = new Recurring.Weekly(day, from, until);
        return new Window(when, zone, services, pierce, match, because, false);
    }

    public boolean covers(Instant now) {
        return endOfCover(now).isPresent();
    }

    /** When the window that is open now ends; empty where none is. */
    public Optional<Instant> endOfCover(Instant now) {
        return covering(now).map(Occurrence::ends).max(Comparator.naturalOrder());
    }

    /** The occurrences in which this instant lies. */
    public Stream<Occurrence> covering(Instant now) {
        var today = today(now);
        return LongStream.rangeClosed(0, LONGEST)
                .mapToObj(today::minusDays)
                .flatMap(day -> when.on(day, zone).stream())
                .filter(occurrence -> occurrence.covers(now));
    }

    /** The first occurrence that begins at this instant or later; empty where there is none in eight years. */
    public Optional<Occurrence> next(Instant from) {
        var today = today(from);
        return LongStream.rangeClosed(-1, FAR)
                .mapToObj(today::plusDays)
                .flatMap(day -> when.on(day, zone).stream())
                .filter(occurrence -> !occurrence.begins().isBefore(from))
                .findFirst();
    }

    /** Those that begin from one instant on and before another, in their order. */
    public List<Occurrence> between(Instant from, Instant until) {
        return Stream.iterate(
                        next(from),
                        each -> each.filter(found -> found.begins().isBefore(until))
                                .isPresent(),
                        each -> each.flatMap(found -> next(found.begins().plusNanos(1))))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether it is meant for this service, alarm and severity; it says nothing of the time. */
    public boolean concerns(String service, Severity severity, Description description) {
        return (services.isEmpty() || services.contains(service))
                && !pierce.contains(severity)
                && (match == null || match.holds(description));
    }

    private LocalDate today(Instant now) {
        return now.atZone(zone).toLocalDate();
    }
}
