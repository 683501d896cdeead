package tocsin.config;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * Where notices go.
 *
 * @param mail the topic that mails the team, or null where none is set
 */
@Json
public record Channels(@Nullable Reach mail) {}
