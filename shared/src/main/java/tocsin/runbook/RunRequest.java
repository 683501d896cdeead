package tocsin.runbook;

import io.avaje.jsonb.Json;
import java.time.Instant;
import tocsin.alarm.Transition;
import tocsin.config.Severity;
import tocsin.incident.IncidentRef;

/**
 * That a runbook is to be run for an incident: what a decision wrote, and no run changes.
 *
 * @param id what people call it: "db-42/1"
 * @param number counts from 1 within the incident
 * @param partition the service whose alarm it answers; the incident's own, or a symptom's
 */
@Json
public record RunRequest(
        String id,
        IncidentRef incident,
        int number,
        String runbook,
        String partition,
        Severity severity,
        Transition transition,
        Instant at) {}
