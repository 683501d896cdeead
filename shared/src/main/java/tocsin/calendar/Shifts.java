package tocsin.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import tocsin.Said;
import tocsin.oncall.CalendarShift;

/** Makes of entries that may lie one over another what holds: at each time one of them. */
final class Shifts {
    private static final int MOST_TOLD = 3;

    private final List<Entry> entries;
    private final List<CalendarShift> shifts = new ArrayList<>();
    private final LinkedHashSet<String> overlaps = new LinkedHashSet<>();

    Shifts(List<Entry> entries, Instant from, Instant until) {
        this.entries = entries.stream().sorted(Entry.STRENGTH).toList();
        var changes = new TreeSet<Instant>();
        this.entries.forEach(entry -> {
            changes.add(entry.from().isBefore(from) ? from : entry.from());
            changes.add(entry.to().isAfter(until) ? until : entry.to());
        });
        Instant begin = null;
        for (var change : changes) {
            if (begin != null) {
                between(begin, change);
            }
            begin = change;
        }
    }

    private void between(Instant from, Instant to) {
        var here = entries.stream().filter(entry -> entry.covers(from)).toList();
        if (here.isEmpty()) {
            return;
        }
        var person = here.getLast().person();
        var others = here.stream()
                .map(Entry::person)
                .filter(other -> !other.equals(person))
                .distinct()
                .toList();
        if (!others.isEmpty() && overlaps.size() < MOST_TOLD) {
            overlaps.add(String.join(", ", others) + " and " + person + " from " + Said.time(from) + ": " + person
                    + " has it, whose turn begins last");
        }
        var last = shifts.isEmpty() ? null : shifts.getLast();
        if (last != null && last.person().equals(person) && last.to().equals(from)) {
            shifts.removeLast();
            shifts.add(new CalendarShift(last.from(), to, person));
        } else {
            shifts.add(new CalendarShift(from, to, person));
        }
    }

    List<CalendarShift> all() {
        return shifts;
    }

    List<String> overlaps() {
        return List.copyOf(overlaps);
    }
}
