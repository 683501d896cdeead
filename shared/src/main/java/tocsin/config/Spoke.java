package tocsin.config;

import io.avaje.jsonb.Json;

/**
 * How Tocsin enters the account of a stage that is not its own: by the role that spoke.yaml has made there.
 *
 * @param role its name
 * @param externalId what the role asks whoever takes it
 */
@Json
public record Spoke(String role, String externalId) {}
