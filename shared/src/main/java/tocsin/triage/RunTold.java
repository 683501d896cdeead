package tocsin.triage;

import org.jspecify.annotations.Nullable;
import tocsin.incident.IncidentRef;
import tocsin.runbook.RunRequest;

/**
 * What a run tells of itself.
 *
 * @param id what people call the run: "db-42/1"
 * @param text the sentence for the story
 * @param by who did it: a person, or null
 * @param next the run to which it hands over, its number and id not yet given; or null
 */
public record RunTold(
        IncidentRef incident,
        int number,
        String id,
        What what,
        String text,
        @Nullable String by,
        @Nullable RunRequest next) {
    public RunTold(IncidentRef incident, int number, String id, What what, String text, @Nullable String by) {
        this(incident, number, id, what, text, by, null);
    }

    /** What kind of news. */
    public enum What {
        /** Only for the story. */
        SAID,
        /** For the story, and by mail to the team. */
        MAILS,
        /** It waits for a person: whoever is paged must see it. */
        ASKS,
        /** It ended proven. */
        PROVEN,
        /** It ended without need or by a person's word, and nobody need be woken. */
        ENDED,
        /** It could not go on, and has changed nothing: whoever hears of the incident is to see it. */
        STOPPED,
        /** It ended without proof, or could not go on and has changed something: somebody must look. */
        FAILED
    }

    /** The same, and another run goes on. */
    public RunTold handingOver(RunRequest to) {
        return new RunTold(incident, number, id, what, text, by, to);
    }

    boolean over() {
        return what == What.PROVEN || what == What.ENDED || what == What.STOPPED || what == What.FAILED;
    }
}
