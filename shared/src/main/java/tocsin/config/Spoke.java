package tocsin.config;

import io.avaje.jsonb.Json;

/**
 * How Tocsin enters the account of a stage that is not its own: by the roles that spoke.yaml has made there.
 *
 * @param role the name of the one to mend by, with which the names of the others begin
 * @param externalId what each asks whoever takes it
 */
@Json
public record Spoke(String role, String externalId) {}
