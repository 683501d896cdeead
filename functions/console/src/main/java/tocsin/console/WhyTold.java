package tocsin.console;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who was told, or was to be.
 *
 * @param step "pager", "backup-1", or a notice's name
 * @param person who is meant; "team" where the channel reaches all
 * @param says the message's one line
 * @param answer what the channel last said, in its own words
 * @param handle by what the channel knows it
 */
@Json
public record WhyTold(
        String incident,
        int generation,
        String step,
        String person,
        String channel,
        String says,
        String wanted,
        @Nullable String confirmed,
        long attempts,
        @Nullable String answer,
        @Nullable Instant answeredAt,
        @Nullable Instant dueAt,
        @Nullable String handle) {}
