package tocsin.calendar;

import java.time.Instant;
import java.util.Comparator;

/** Somebody stands in the calendar from one instant to another. */
record Entry(Instant from, Instant to, String person, String uid) {
    /** Who has it of several at one time comes last: a turn that begins later was put over the one that it is in. */
    static final Comparator<Entry> STRENGTH = Comparator.comparing(Entry::from)
            .thenComparing(Entry::to, Comparator.reverseOrder())
            .thenComparing(Entry::uid)
            .thenComparing(Entry::person);

    boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
