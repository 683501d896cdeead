package tocsin.config;

import io.avaje.jsonb.Json;

/** The name of a secret, never its value: what {@link Secrets} is asked for. */
@Json
public record Secret(String name) {
    /** What stands before the name in the configuration. */
    public static final String PREFIX = "secret:";

    public Secret {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a secret without name");
        }
    }
}
