package tocsin.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.config.Watchdog;
import tocsin.health.Beat;
import tocsin.health.Canary;
import tocsin.state.Keys;

/**
 * The end of the canary's way: its heartbeat is told where the watchdog stands, and at home. One that came too late is
 * told only at home: a way that is as slow as that is no way for a page.
 */
final class Beating {
    /** What was not told is told again after this; the next canary comes about then, too. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final Ports ports;

    Beating(Ports ports) {
        this.ports = ports;
    }

    /** Tells what the row holds now, where that is yet to be told; gives what came of it. Its row is due until then. */
    String beat() {
        try {
            return beatOnce();
        } catch (PortFailure failure) {
            return "the table does not answer: " + failure.getMessage();
        }
    }

    private String beatOnce() {
        var canary = Canary.of(ports.table().read(List.of(Keys.CANARY)).rows().get(Keys.CANARY));
        if (canary == null || !canary.isUnderWay()) {
            return "no canary is under way";
        }
        var now = ports.clock().instant();
        var took = Duration.between(Instant.ofEpochMilli(canary.at()), now);
        var beat = new Beat(ports.canary(), took.isNegative() ? Duration.ZERO : took);
        var failed = new LinkedHashSet<String>();
        for (var region : regions(beat)) {
            try {
                ports.heartbeats().tell(region, beat);
            } catch (PortFailure failure) {
                failed.add(region + ": " + failure.getMessage());
            }
        }
        return settle(canary, beat, failed);
    }

    private String settle(Canary canary, Beat beat, SequencedSet<String> failed) {
        var now = ports.clock().instant();
        if (!failed.isEmpty()) {
            var said = "not told in " + String.join("; ", failed);
            ports.table().write(isLate(beat) ? canary.late(said) : canary.again(now.plus(AGAIN), said));
            return said;
        }
        var said = isLate(beat)
                ? "came after " + beat.took().toSeconds() + " s: too late for the watchdog"
                : "told in " + String.join(" and ", regions(beat));
        ports.table().write(isLate(beat) ? canary.late(said) : canary.over(now, said));
        return said;
    }

    private SequencedSet<String> regions(Beat beat) {
        var regions = new LinkedHashSet<String>();
        var watchdog = ports.configuration().watchdog();
        if (watchdog != null && !isLate(beat)) {
            regions.add(watchdog.region());
        }
        regions.add(ports.region());
        return regions;
    }

    private boolean isLate(Beat beat) {
        var watchdog = ports.configuration().watchdog();
        var silent = watchdog == null ? Watchdog.USUALLY_SILENT : watchdog.silent();
        return beat.took().compareTo(silent) > 0;
    }
}
