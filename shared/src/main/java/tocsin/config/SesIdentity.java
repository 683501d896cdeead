package tocsin.config;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * From whom mail comes that SES sends.
 *
 * @param from an address of an identity that is verified there
 * @param region where the identity is; null for the Region in which Tocsin runs
 */
@Json
public record SesIdentity(String from, @Nullable String region) {}
