package tocsin.config;

import io.avaje.jsonb.Json;

/** How many changes runbooks may make: to one target, and in all. */
@Json
public record Budget(Rate target, Rate all) {}
