package tocsin.oncall;

import io.avaje.jsonb.Json;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The calendar of a rota as it was last read. A reading that failed leaves the last good one in its place.
 *
 * @param feed by {@link Feed#identity}
 * @param since when it was first tried
 * @param good what was read last, or null where nothing was read yet
 * @param failure what came of the last try, in words; null where it was read
 */
@Json
public record RotaCalendar(
        String rota,
        String feed,
        Instant since,
        @Nullable CalendarReading good,
        @Nullable String failure) {
    /** So old may a reading be before somebody is told. */
    public static final Duration OLD = Duration.ofDays(1);

    /** The same after a try that succeeded. */
    public RotaCalendar read(CalendarReading reading) {
        return new RotaCalendar(rota, feed, since, reading, null);
    }

    /** The same after a try that failed: what was read before holds. */
    public RotaCalendar failed(String because) {
        return new RotaCalendar(rota, feed, since, good, because);
    }

    /** Since when nothing was read. */
    public Instant unreadSince() {
        return good == null ? since : good.at();
    }

    /** Whether nothing was read for longer than a day. */
    public boolean old(Instant now) {
        return unreadSince().plus(OLD).isBefore(now);
    }
}
