package tocsin.console;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident in a list.
 *
 * @param has who has acknowledged it
 * @param withheld what pages nobody for now, each in a sentence
 * @param linked which incident leads it, and which it leads
 */
@Json
public record IncidentLine(
        String id,
        String service,
        String severity,
        String phase,
        Instant openedAt,
        @Nullable String has,
        String because,
        List<String> alarms,
        List<String> withheld,
        List<String> linked) {}
