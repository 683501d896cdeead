package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Instant;

/**
 * Why a signal pages nobody for now.
 *
 * @param until when it is looked at again, whatever happens in between
 */
@Json
public record Withheld(Why why, String because, Instant until) {
    /** What withholds. */
    public enum Why {
        /** A mute rule of CloudWatch. */
        MUTED,
        /** A suppressor of a composite alarm. */
        SUPPRESSED,
        /** A maintenance window. */
        WINDOW,
        /** A silence that a person set. */
        SILENCED,
        /** It moved too often. */
        FLAPPING,
        /** A service it needs has an incident that is being followed. */
        SYMPTOM,
        /** It was let go by the incident that it belonged to. */
        RELEASED,
        /** It stood in ALARM before Tocsin first looked. */
        FOUND,
        /** Without data; alone it is no trouble yet. Only in a Region's own partition. */
        LOST
    }
}
