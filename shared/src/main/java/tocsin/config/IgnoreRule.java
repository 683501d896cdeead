package tocsin.config;

import io.avaje.jsonb.Json;

/** Alarms that are not ours to act on: recorded, and countable. */
@Json
public record IgnoreRule(String because, Pattern match) {}
