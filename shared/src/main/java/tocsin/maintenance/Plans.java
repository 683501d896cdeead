package tocsin.maintenance;

import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tocsin.config.Service;
import tocsin.config.Severity;

/**
 * All that is planned and under way, and what was lately: one row, which every decision reads; it stays small.
 *
 * @param version counts the writes; 0 before the first
 * @param count how many there were: the number of the last
 * @param all in the order of their numbers
 * @param shown what was last decided to be shown, by where
 */
@Json
@RecordBuilder
public record Plans(long version, long count, List<Maintenance> all, Map<String, String> shown)
        implements PlansBuilder.With {
    public static final Plans NONE = new Plans(0, 0, List.of(), Collections.emptyMap());

    /** What is live, of those that people may plan, emergencies besides: each costs every decision a little. */
    public static final int MOST = 50;

    /** So long what is over is kept in the row. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final int MOST_OVER = 20;

    public Plans {
        all = List.copyOf(all);
        shown = Collections.unmodifiableMap(new TreeMap<>(shown));
    }

    /** Those that are planned or under way, the soonest first. */
    public List<Maintenance> live() {
        return all.stream()
                .filter(each -> each.phase().live())
                .sorted(Comparator.comparing(Maintenance::begins).thenComparingLong(Maintenance::number))
                .toList();
    }

    public Optional<Maintenance> of(long number) {
        return all.stream().filter(each -> each.number() == number).findFirst();
    }

    /** With this one, in place of an earlier state of it. */
    public Plans with(Maintenance changed) {
        var others = all.stream().filter(each -> each.number() != changed.number());
        return withAll(Stream.concat(others, Stream.of(changed))
                        .sorted(Comparator.comparingLong(Maintenance::number))
                        .toList())
                .withCount(Math.max(count, changed.number()));
    }

    /** Without what has been over for long. */
    Plans forgetting(Instant now) {
        var old = now.minus(KEPT);
        var over = all.stream()
                .filter(each -> !each.phase().live())
                .sorted(Comparator.comparing(Maintenance::ends).reversed())
                .limit(MOST_OVER)
                .filter(each -> each.ends().isAfter(old))
                .toList();
        return withAll(all.stream()
                .filter(each -> each.phase().live() || over.contains(each))
                .toList());
    }

    /**
     * Until when alarms of this kind are held now, by whichever window; empty where none holds them. A maintenance that
     * stands in the place of a window's occurrence says alone how long that is: cut short, it is over.
     */
    public Optional<Instant> heldUntil(
            List<Window> windows, Service service, Severity severity, WindowMatch match, Instant now) {
        var recurring = windows.stream()
                .filter(match::concerns)
                .flatMap(window -> window.covering(now)
                        .filter(occurrence ->
                                all.stream().noneMatch(each -> each.replaces(window, occurrence, service)))
                        .map(Occurrence::ends));
        var planned =
                all.stream().filter(each -> each.holds(service, severity, now)).map(Maintenance::ends);
        return Stream.concat(recurring, planned).max(Comparator.naturalOrder());
    }

    /** Whether a window is meant for what is asked about. */
    public interface WindowMatch {
        boolean concerns(Window window);
    }
}
