package tocsin.console;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/** A run as it stands. */
@Json
public record RunView(
        String id, String runbook, String status, @Nullable String says) {}
