package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, and why.
 *
 * @param number orders the entries of one service
 * @param incident the incident's number; 0 for what belongs to none
 * @param what one word or two for it, as "opened", "paged", "withheld"
 * @param text the sentence that people read
 * @param by who did it: a person, or null where it was Tocsin
 */
@Json
public record StoryEntry(
        String partition,
        long incident,
        long number,
        Instant at,
        String what,
        String text,
        @Nullable String by) {}
