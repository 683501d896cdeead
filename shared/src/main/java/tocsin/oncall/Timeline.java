package tocsin.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tocsin.oncall.Stretch.Because;
import tocsin.oncall.Stretch.Hole;
import tocsin.oncall.Stretch.Shift;

/** One rota with its overrides: who has it at any instant. */
public final class Timeline {
    /** A day has up to 25 hours, and a zone may once leave one out. */
    private static final Duration MARGIN = Duration.ofDays(3);

    private final Rota rota;
    private final List<ShiftOverride> overrides;
    private final @Nullable CalendarReading calendar;
    private final NavigableMap<Instant, CalendarShift> entered = new TreeMap<>();

    /**
     * @param overrides of this rota, in the order in which they were added
     * @param calendar what its calendar said, or null where it has none or it was never read
     */
    Timeline(Rota rota, List<ShiftOverride> overrides, @Nullable CalendarReading calendar) {
        this.rota = rota;
        this.overrides = List.copyOf(overrides);
        this.calendar = calendar;
        if (calendar != null) {
            calendar.shifts().forEach(shift -> entered.put(shift.from(), shift));
        }
    }

    public Rota rota() {
        return rota;
    }

    /** What holds at an instant, as long as it does. */
    public Stretch at(Instant instant) {
        return between(instant, instant.plusNanos(1)).getFirst();
    }

    /** What holds when that which holds at an instant has ended. */
    public Stretch next(Instant instant) {
        return at(at(instant).to());
    }

    /** What holds from one instant until another, without gap or overlap: the first holds at {@code from}. */
    public List<Stretch> between(Instant from, Instant to) {
        var around = reach();
        var first = from.minus(around);
        var last = to.plus(around);
        var stretches = new ArrayList<Stretch>();
        @Nullable Instant begins = null;
        @Nullable Holds holds = null;
        for (var change : changes(first, last)) {
            var now = holds(change);
            if (begins == null || holds == null) {
                begins = change;
                holds = now;
            } else if (!now.equals(holds)) {
                add(stretches, holds, begins, change, from, to);
                begins = change;
                holds = now;
            }
        }
        if (begins != null && holds != null) {
            add(stretches, holds, begins, last, from, to);
        }
        return List.copyOf(stretches);
    }

    private static void add(
            List<Stretch> stretches, Holds holds, Instant begins, Instant ends, Instant from, Instant to) {
        if (ends.isAfter(from) && begins.isBefore(to)) {
            stretches.add(
                    holds.because == null
                            ? new Hole(begins, ends)
                            : new Shift(begins, ends, holds.person, holds.because));
        }
    }

    /** How far beyond a time it is looked for the ends of what holds in it. */
    private Duration reach() {
        var read = calendar == null ? Duration.ZERO : Duration.between(calendar.from(), calendar.until());
        return rota.layers().stream()
                .map(layer -> MARGIN.plusDays(layer.days()))
                .max(Duration::compareTo)
                .orElse(MARGIN.plus(read));
    }

    private SortedSet<Instant> changes(Instant first, Instant last) {
        var changes = new TreeSet<Instant>();
        changes.add(first);
        for (var layer : rota.layers()) {
            layer.changes(first, last, changes);
        }
        entered.values().forEach(shift -> {
            changes.add(shift.from());
            changes.add(shift.to());
        });
        overrides.forEach(override -> {
            changes.add(override.from());
            changes.add(override.to());
        });
        return changes;
    }

    private Holds holds(Instant at) {
        for (var override : overrides.reversed()) {
            if (override.covers(at)) {
                return new Holds(override.person(), new Because.Overridden(override));
            }
        }
        var shift = entered.floorEntry(at);
        if (calendar != null && shift != null && at.isBefore(shift.getValue().to())) {
            return new Holds(shift.getValue().person(), new Because.Entered(calendar.at()));
        }
        for (var layer = 0; layer < rota.layers().size(); layer++) {
            var turns = rota.layers().get(layer);
            if (turns.covers(at)) {
                var turn = turns.turn(at);
                return new Holds(turns.person(turn), new Because.Turn(layer, turn));
            }
        }
        return Holds.NOBODY;
    }

    /** @param because null where nobody has it */
    private record Holds(String person, @Nullable Because because) {
        static final Holds NOBODY = new Holds("", null);
    }
}
