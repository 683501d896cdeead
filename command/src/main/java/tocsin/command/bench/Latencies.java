package tocsin.command.bench;

import java.time.Duration;
import java.util.List;

/** Times that were measured, the shortest first. */
record Latencies(List<Duration> sorted) {
    Latencies {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sorted = sorted.stream().sorted().toList();
    }

    /** The shortest time that so many of a hundred do not exceed. */
    Duration percentile(int percent) {
        var rank = Math.ceilDiv(sorted.size() * percent, 100);
        return sorted.get(Math.max(rank, 1) - 1);
    }
}
