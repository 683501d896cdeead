package tocsin.console;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page or notice as it stands.
 *
 * @param name its row's name: generation, step, person and channel
 * @param answer what the channel last said
 */
@Json
public record PageView(
        String name,
        @Nullable String wanted,
        @Nullable String confirmed,
        long attempts,
        @Nullable String answer,
        @Nullable Instant answeredAt,
        @Nullable Instant dueAt) {}
