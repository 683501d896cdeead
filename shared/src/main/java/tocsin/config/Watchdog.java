package tocsin.config;

import io.avaje.jsonb.Json;
import java.time.Duration;
import java.util.List;

/**
 * What watches Tocsin from outside: a stack of its own, which rings by itself.
 *
 * @param region where it stands, and so where heartbeats are told; none of those that hold Tocsin or the product
 * @param silent after so long without a heartbeat it rings
 * @param ring whom; they are parameters of that stack, since nothing of it passes through Tocsin
 */
@Json
public record Watchdog(String region, Duration silent, List<String> ring) {
    /** Where the file says nothing. */
    public static final Duration USUALLY_SILENT = Duration.ofMinutes(5);

    public Watchdog {
        ring = List.copyOf(ring);
    }
}
