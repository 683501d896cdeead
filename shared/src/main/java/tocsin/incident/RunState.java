package tocsin.incident;

import io.avaje.jsonb.Json;

/**
 * A run of a runbook, as the incident knows it.
 *
 * @param generation the page generation of the incident when it was asked for: a relapse may ask again
 * @param over whether it has ended, in whatever way
 */
@Json
public record RunState(int number, String runbook, int generation, String says, boolean over) {}
