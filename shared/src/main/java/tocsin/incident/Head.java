package tocsin.incident;

import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmId;

/**
 * All that is decided about one service is under this: whoever decides writes it anew under its version.
 *
 * @param version counts the writes; 0 before the first
 * @param incidents how many incidents there were: the number of the last
 * @param stories how many story entries there were
 * @param open the incident that is not resolved
 * @param joined the incident of another service to which this one's signals belong as symptoms
 * @param withheld signals that belong to no incident yet, each with its reason
 * @param okAt when an alarm of this service was last seen to go OK
 * @param counts how often each thing was decided
 * @param deployments what went live lately, the newest first, and what was said to have and was withdrawn; none in a
 *     head that was written before they were kept
 * @param aws what AWS told lately of what it is made of, the newest first; likewise
 */
@Json
@RecordBuilder
public record Head(
        String partition,
        long version,
        long incidents,
        long stories,
        @Nullable Incident open,
        @Nullable IncidentRef joined,
        List<Signal> withheld,
        @Nullable Instant okAt,
        Map<String, Long> counts,
        List<Deployment> deployments,
        List<FromAws> aws)
        implements HeadBuilder.With {
    public Head {
        withheld = List.copyOf(withheld);
        deployments = deployments == null ? List.of() : List.copyOf(deployments);
        aws = aws == null ? List.of() : List.copyOf(aws);
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /** With the signal among the withheld, in place of an earlier one of the same alarm. */
    public Head withhold(Signal signal) {
        return withWithheld(Stream.concat(letGo(signal.id()).withheld().stream(), Stream.of(signal))
                .toList());
    }

    /** Without the alarm's signal among the withheld. */
    public Head letGo(AlarmId id) {
        return withWithheld(
                withheld.stream().filter(signal -> !signal.id().equals(id)).toList());
    }

    /** With one more of what was counted under this word. */
    public Head count(String what) {
        var more = new TreeMap<>(counts);
        more.merge(what, 1L, Long::sum);
        return withCounts(more);
    }

    /** Without what was counted under this word. */
    public Head forget(String what) {
        var fewer = new TreeMap<>(counts);
        fewer.remove(what);
        return withCounts(fewer);
    }

    /** What went live lately, without what was withdrawn. */
    public List<Deployment> live() {
        return deployments.stream().filter(each -> each.withdrawn() == null).toList();
    }

    public static Head first(String partition) {
        return new Head(partition, 0, 0, 0, null, null, List.of(), null, Collections.emptyMap(), List.of(), List.of());
    }
}
