package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Instant;

/**
 * That somebody has an incident.
 *
 * @param via how it came: "pagerduty", "command", or {@link #HANDED}
 * @param until when it lapses, unless there is a sign of life
 */
@Json
public record Acknowledgement(String by, String via, Instant at, Instant until) {
    /** It was given to them by somebody else, and they have not said themselves that they have it. */
    public static final String HANDED = "reassign";

    /** Whether they have yet to say themselves that they have it. */
    public boolean handed() {
        return via.equals(HANDED);
    }

    /** Whether this person has it, as the story names them: "ann", or "ann by link". */
    public boolean isOf(String person) {
        return by.equalsIgnoreCase(person)
                || person.regionMatches(true, 0, by + " by ", 0, by.length() + " by ".length());
    }

    /** For people. */
    public String said() {
        return handed() ? by + " is to have it, and has not acknowledged yet" : by + " has it (by " + via + ")";
    }
}
