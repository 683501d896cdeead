package tocsin.runbook;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.Transition;
import tocsin.config.Severity;
import tocsin.incident.IncidentRef;

/**
 * That a runbook is to be run for an incident: what a decision wrote, and no run changes.
 *
 * @param id what people call it: "db-42/1"
 * @param number counts from 1 within the incident
 * @param partition the service whose alarm it answers; the incident's own, or a symptom's
 * @param transition the alarm's move; null where a person asked for it and no alarm stands
 * @param by the person who asked for it; null where an alarm did
 * @param plan what identifies the plan that this person saw; null where an alarm asked
 * @param from the run that handed over to it, or null
 */
@Json
public record RunRequest(
        String id,
        IncidentRef incident,
        int number,
        String runbook,
        String partition,
        Severity severity,
        @Nullable Transition transition,
        Instant at,
        @Nullable String by,
        @Nullable String plan,
        @Nullable String from) {
    /** The runbook's answer to an alarm. */
    public static RunRequest answering(
            String id,
            IncidentRef incident,
            int number,
            String runbook,
            String partition,
            Severity severity,
            @Nullable Transition transition,
            Instant at) {
        return new RunRequest(id, incident, number, runbook, partition, severity, transition, at, null, null, null);
    }
}
