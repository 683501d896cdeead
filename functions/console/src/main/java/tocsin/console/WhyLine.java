package tocsin.console;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was decided.
 *
 * @param incident what people call the incident in whose story it stands; null where it is in none
 */
@Json
public record WhyLine(
        Instant at,
        @Nullable String incident,
        String what,
        String text,
        @Nullable String by) {}
