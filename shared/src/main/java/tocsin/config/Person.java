package tocsin.config;

import io.avaje.jsonb.Json;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can be told.
 *
 * @param reach the ways to ring them, in the order in which they are tried
 * @param slack their member id there ({@code U01...}), or null
 * @param discord their user id there, or null
 * @param pagerduty their user id there ({@code P...}), or null
 * @param knownAs what calendars call them besides: names and mail addresses
 */
@Json
public record Person(
        String name,
        ZoneId zone,
        List<Reach> reach,
        @Nullable String slack,
        @Nullable String discord,
        @Nullable String pagerduty,
        List<String> knownAs) {
    public Person {
        reach = List.copyOf(reach);
        knownAs = List.copyOf(knownAs);
    }

    /** Somebody of whom nothing else is known. */
    public static Person of(String name, ZoneId zone, List<Reach> reach) {
        return new Person(name, zone, reach, null, null, null, List.of());
    }
}
