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
 */
@Json
public record Person(
        String name,
        ZoneId zone,
        List<Reach> reach,
        @Nullable String slack,
        @Nullable String discord,
        @Nullable String pagerduty) {
    public Person {
        reach = List.copyOf(reach);
    }

    /** Somebody of whom nothing else is known. */
    public static Person of(String name, ZoneId zone, List<Reach> reach) {
        return new Person(name, zone, reach, null, null, null);
    }
}
