package tocsin.triage;

import tocsin.config.Severity;
import tocsin.health.State;

/**
 * What a sweep found by one check.
 *
 * @param check its name
 * @param severity how bad it is to be in trouble
 * @param trouble whether it was found unwell in enough sweeps in a row
 * @param untold whether it has not been known for so long by now that the team is to be told, which was not told yet
 */
public record Swept(String check, Severity severity, State state, boolean trouble, boolean untold, String says) {}
