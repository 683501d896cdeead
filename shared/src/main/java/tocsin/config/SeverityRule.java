package tocsin.config;

import io.avaje.jsonb.Json;

/** One line of the severity list; the first that matches decides. */
@Json
public record SeverityRule(Severity severity, Pattern match, String because) {}
