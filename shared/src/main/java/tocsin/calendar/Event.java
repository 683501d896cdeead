package tocsin.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** One event of a calendar with all times at which it comes. */
final class Event {
    private static final int UTC_OFFSETS = 2;

    private final Component written;
    private final Moment first;
    private final Length length;
    private final Moment.Reader times;

    private Event(Component written, Moment first, Length length, Moment.Reader times) {
        this.written = written;
        this.first = first;
        this.length = length;
        this.times = times;
    }

    static Event of(Component written, Moment.Reader times) {
        var first = times.one(
                written.line("DTSTART").orElseThrow(() -> new Unreadable("DTSTART: says not when it begins")));
        var event = new Event(written, first, Length.of(written, first, times), times);
        if (event.comesAgain() && first.ancient()) {
            throw new Unreadable("it comes again since the year " + first.wall().getYear());
        }
        return event;
    }

    boolean comesAgain() {
        return written.line("RRULE").isPresent() || written.line("RDATE").isPresent();
    }

    /** From when to when it is, each time. */
    record Time(Instant from, Instant to) {}

    /**
     * Each time that touches what is between two instants.
     *
     * @param replaced times of its own that an event of their own has taken
     */
    List<Time> times(Collection<Instant> replaced, Instant from, Instant to) {
        var all = new TreeMap<Instant, Moment>();
        all.put(first.instant(), first);
        for (var rule : written.lines("RRULE")) {
            repeated(Recurrence.of(rule.value()), from, to)
                    .forEach(moment -> all.putIfAbsent(moment.instant(), moment));
        }
        for (var dates : written.lines("RDATE")) {
            times.all(dates).forEach(moment -> all.putIfAbsent(moment.instant(), moment));
        }
        for (var dates : written.lines("EXDATE")) {
            times.all(dates).forEach(left -> all.values().removeIf(moment -> isLeftOut(moment, left)));
        }
        replaced.forEach(all::remove);
        var found = new ArrayList<Time>();
        all.forEach((begin, moment) -> {
            var end = length.end(moment);
            if (begin.isBefore(end) && end.isAfter(from) && begin.isBefore(to)) {
                found.add(new Time(begin, end));
            }
        });
        return found;
    }

    private List<Moment> repeated(Recurrence rule, Instant from, Instant to) {
        var zone = first.rules();
        var earliest = LocalDateTime.ofInstant(from, zone.getOffset(from))
                .minus(length.roughly())
                .minusDays(UTC_OFFSETS);
        var latest = LocalDateTime.ofInstant(to, zone.getOffset(to)).plusDays(UTC_OFFSETS);
        return rule.starts(first.wall(), earliest, latest).stream()
                .map(first::at)
                .filter(moment -> isIn(moment, rule.until()))
                .toList();
    }

    /** The rule's end belongs to it; where it is a day, the whole day does. */
    private static boolean isIn(Moment moment, String until) {
        if (until.isEmpty()) {
            return true;
        }
        if (moment.day() || until.length() == DAY) {
            return !moment.wall().toLocalDate().isAfter(day(until));
        }
        return until.endsWith("Z")
                ? !moment.instant()
                        .isAfter(Moment.local(until.substring(0, until.length() - 1))
                                .toInstant(ZoneOffset.UTC))
                : !moment.wall().isAfter(Moment.local(until));
    }

    private static final int DAY = "20260302".length();

    private static LocalDate day(String text) {
        return Moment.day(text.length() > DAY ? text.substring(0, DAY) : text);
    }

    /** A time that is left out may be written as a day alone, and a day as a time. */
    private static boolean isLeftOut(Moment moment, Moment left) {
        return moment.day() == left.day()
                ? moment.instant().equals(left.instant())
                : moment.wall().toLocalDate().equals(left.wall().toLocalDate());
    }
}
