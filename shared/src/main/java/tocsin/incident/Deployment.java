package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a version of a service went live: what somebody declared, or an event of AWS told.
 *
 * @param version what the team calls it; at most 100 characters
 * @param migration whether it changed the database's schema: going back to the version before may not do then
 * @param by who declared it, or which service of AWS told
 * @param told a stable name of the telling, by which a second copy is known; null where there is none
 * @param withdrawn that it did not go live after all; null where nobody says so
 */
@Json
public record Deployment(
        String version,
        boolean migration,
        Instant at,
        String by,
        @Nullable String told,
        @Nullable Withdrawal withdrawn) {
    public Deployment(String version, boolean migration, Instant at, String by, @Nullable String told) {
        this(version, migration, at, by, told, null);
    }

    /** Somebody took it back: it counts no more, and is kept so that a late copy of it is known. */
    @Json
    public record Withdrawal(String by, Instant at) {}

    public Deployment withdrawn(String who, Instant when) {
        return new Deployment(version, migration, at, by, told, new Withdrawal(who, when));
    }
}
