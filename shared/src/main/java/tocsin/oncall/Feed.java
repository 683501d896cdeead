package tocsin.oncall;

import io.avaje.jsonb.Json;
import java.time.LocalTime;
import tocsin.Digest;

/**
 * The calendar (RFC 5545) in which the shifts of a rota are kept.
 *
 * @param where by its kind: the address, the name of the secret that holds it, or the calendar itself
 * @param begins when a shift of whole days begins, in the zone of the rota
 */
@Json
public record Feed(Kind kind, String where, LocalTime begins) {
    /** Where it is read. */
    public enum Kind {
        ADDRESS,
        SECRET,
        FILE
    }

    /** Tells one place from another, without naming it: what was read at one says nothing of another. */
    public String identity() {
        return Digest.of(kind + " " + where + " " + begins).substring(0, 16);
    }

    /** Without the place: an address may be all that keeps a calendar private. */
    @Override
    public String toString() {
        return "calendar by " + kind;
    }
}
