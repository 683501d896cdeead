package tocsin.console;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person, and their last test page.
 *
 * @param id what it is called; null where there was none
 * @param outcome what came of it, in a sentence
 * @param warning what is not as it should be, or null
 */
@Json
public record PageTestLine(
        String person,
        @Nullable String id,
        @Nullable Instant at,
        String outcome,
        @Nullable String warning) {}
