package tocsin.triage;

import org.jspecify.annotations.Nullable;
import tocsin.incident.IncidentRef;

/**
 * What a run tells of itself.
 *
 * @param id what people call the run: "db-42/1"
 * @param text the sentence for the story
 * @param by who did it: a person, or null
 */
public record RunTold(
        IncidentRef incident,
        int number,
        String id,
        What what,
        String text,
        @Nullable String by) {
    /** What kind of news. */
    public enum What {
        /** Only for the story. */
        SAID,
        /** It waits for a person: whoever is paged must see it. */
        ASKS,
        /** It ended proven. */
        PROVEN,
        /** It ended without need or by a person's word, and nobody need be woken. */
        ENDED,
        /** It ended without proof, or could not go on: somebody must look. */
        FAILED
    }

    boolean over() {
        return what == What.PROVEN || what == What.ENDED || what == What.FAILED;
    }
}
