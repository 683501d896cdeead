package tocsin.config;

import io.avaje.jsonb.Json;
import java.time.Duration;
import java.util.List;

/** Rings people round the pager when a page was not acknowledged for so long; for P0 and P1. */
@Json
public record Backup(Duration after, List<String> ring) {
    public Backup {
        ring = List.copyOf(ring);
    }
}
