package tocsin.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tocsin.config.Person;
import tocsin.oncall.CalendarReading;

/**
 * Reads who is on call out of a calendar. All of it or nothing: of an event that names somebody and cannot be
 * understood, the calendar as it was read before is worth more than half of what it says now.
 */
public final class CalendarReader {
    private static final Duration BEHIND = Duration.ofDays(30);

    /** Longer than anybody looks ahead, so that it lasts while a server is away. */
    private static final Duration AHEAD = Duration.ofDays(120);

    private static final int LONGEST = 1_000_000;
    private static final int MOST_EVENTS = 5_000;
    private static final int MOST_RECURRING = 100;
    private static final int MOST_SHIFTS = 1_000;
    private static final int MOST_TOLD = 3;

    private final Names names;
    private final Instant now;
    private final Instant from;
    private final Instant until;
    private final Moment.Reader times;
    private final List<Entry> entries = new ArrayList<>();
    private final LinkedHashSet<String> unnamed = new LinkedHashSet<>();
    private int recurring;

    private CalendarReader(Component calendar, ZoneId zone, LocalTime begins, List<Person> people, Instant now) {
        this.now = now;
        from = now.minus(BEHIND);
        until = now.plus(AHEAD);
        names = new Names(people);
        var around = Length.LONGEST;
        var zones = new Zones(
                calendar.parts("VTIMEZONE"),
                LocalDateTime.ofInstant(from.minus(around), ZoneOffset.UTC),
                LocalDateTime.ofInstant(until.plus(around), ZoneOffset.UTC));
        times = new Moment.Reader(zones, zone, begins);
    }

    /** What came of reading a calendar. */
    public sealed interface Result {
        record Read(CalendarReading reading) implements Result {}

        /** It is none, or not one that is followed; {@code because} may be shown to people. */
        record Refused(String because) implements Result {}
    }

    /**
     * Reads a calendar.
     *
     * @param zone of days, and of times that say none
     * @param begins when a shift of whole days begins
     * @param people whom events may name
     */
    public static Result read(String text, ZoneId zone, LocalTime begins, List<Person> people, Instant now) {
        try {
            if (text.length() > LONGEST) {
                throw new Unreadable("more than " + LONGEST + " characters");
            }
            var calendar = Component.calendar(text);
            return new Result.Read(new CalendarReader(calendar, zone, begins, people, now).of(calendar));
        } catch (Unreadable unreadable) {
            return new Result.Refused(unreadable.because());
        }
    }

    private CalendarReading of(Component calendar) {
        var events = calendar.parts("VEVENT");
        if (events.size() > MOST_EVENTS) {
            throw new Unreadable(events.size() + " events, more than " + MOST_EVENTS);
        }
        byUid(events).forEach(this::together);
        var shifts = new Shifts(entries, from, until);
        return new CalendarReading(now, from, until, shifts.all(), List.copyOf(unnamed), shifts.overlaps());
    }

    private static Map<String, List<Component>> byUid(List<Component> events) {
        var all = new TreeMap<String, List<Component>>();
        for (var event : events) {
            var uid = event.value("UID");
            all.computeIfAbsent(uid.isEmpty() ? "#" + all.size() : uid, _ -> new ArrayList<>())
                    .add(event);
        }
        return all;
    }

    /** An event, and those that stand in the place of one of its times. */
    private void together(String uid, List<Component> events) {
        if (events.stream().noneMatch(event -> names.named(event).isPresent())) {
            events.forEach(this::nobody);
            return;
        }
        try {
            var replacing = new TreeMap<Instant, Component>();
            Component whole = null;
            for (var event : events) {
                var replaced = replaced(event);
                if (replaced.isPresent()) {
                    replacing.merge(replaced.get(), event, CalendarReader::newer);
                } else {
                    whole = whole == null ? event : newer(whole, event);
                }
            }
            if (whole != null) {
                add(uid, whole, List.copyOf(replacing.keySet()));
            }
            replacing.values().forEach(event -> add(uid, event, List.of()));
        } catch (Unreadable unreadable) {
            var summary = events.getFirst().line("SUMMARY").map(ContentLine::text);
            throw new Unreadable("the event " + Words.quoted(summary.orElse(uid)) + ": " + unreadable.because());
        }
    }

    private Optional<Instant> replaced(Component event) {
        var line = event.line("RECURRENCE-ID");
        if (line.filter(id -> !id.parameter("RANGE").isEmpty()).isPresent()) {
            throw new Unreadable("RECURRENCE-ID with RANGE is not followed; expected a time of its own for each");
        }
        return line.map(times::one).map(Moment::instant);
    }

    private static Component newer(Component one, Component other) {
        return sequence(other) < sequence(one) ? one : other;
    }

    private static int sequence(Component event) {
        var text = event.value("SEQUENCE");
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    private void add(String uid, Component written, List<Instant> replaced) {
        if (written.value("STATUS").equalsIgnoreCase("CANCELLED")) {
            return;
        }
        var person = names.named(written);
        if (person.isEmpty()) {
            nobody(written);
            return;
        }
        var event = Event.of(written, times);
        recurring += event.comesAgain() ? 1 : 0;
        if (recurring > MOST_RECURRING) {
            throw new Unreadable("more than " + MOST_RECURRING + " events that come again");
        }
        for (var time : event.times(replaced, from, until)) {
            entries.add(new Entry(time.from(), time.to(), person.get(), uid));
        }
        if (entries.size() > MOST_SHIFTS) {
            throw new Unreadable("more than " + MOST_SHIFTS + " shifts");
        }
    }

    /** It says nothing of who is on call, as far as anybody can tell; what is over is of no interest. */
    private void nobody(Component event) {
        if (unnamed.size() < MOST_TOLD && comes(event)) {
            unnamed.add(
                    Words.quoted(event.line("SUMMARY").map(ContentLine::text).orElse("")));
        }
    }

    private boolean comes(Component event) {
        try {
            var read = Event.of(event, times);
            return read.comesAgain() || !read.times(List.of(), now, until).isEmpty();
        } catch (Unreadable nobodysBusiness) {
            return false;
        }
    }
}
