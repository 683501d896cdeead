package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That whoever has an incident owes everybody an update.
 *
 * @param ask when they are asked for it; null once they were
 * @param by when it is late
 */
@Json
public record UpdateDue(@Nullable Instant ask, Instant by) {
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** Due so long from now, and asked for so much before that it can still be in time. */
    public static UpdateDue in(Duration time, Instant now) {
        return at(now.plus(time), now);
    }

    /** Due at that instant. */
    public static UpdateDue at(Instant by, Instant now) {
        var third = Duration.between(now, by).dividedBy(3);
        return new UpdateDue(by.minus(third.compareTo(AHEAD) < 0 ? third : AHEAD), by);
    }

    public UpdateDue asked() {
        return new UpdateDue(null, by);
    }

    /** Asked for anew, of somebody else. */
    public UpdateDue askAgain(Instant now) {
        return ask == null ? new UpdateDue(now, by) : this;
    }

    /** When it is to be looked at. */
    public Instant next() {
        return ask == null ? by : ask;
    }
}
