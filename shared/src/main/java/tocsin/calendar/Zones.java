package tocsin.calendar;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The zones that a calendar names. One that the world knows by that name goes by the world's rules, which are newer
 * than what a server has written down; any other by what the calendar itself says of it.
 */
final class Zones {
    private static final int MOST_TIMES = 20;

    private final List<Component> written;
    private final LocalDateTime from;
    private final LocalDateTime until;

    /**
     * @param from since when rules are wanted
     * @param until to when
     */
    Zones(List<Component> written, LocalDateTime from, LocalDateTime until) {
        this.written = List.copyOf(written);
        this.from = from;
        this.until = until;
    }

    ZoneRules rules(String name) {
        return known(name)
                .map(ZoneId::getRules)
                .or(() -> written.stream()
                        .filter(zone -> zone.value("TZID").equals(name))
                        .findFirst()
                        .map(this::rules))
                .orElseThrow(() -> new Unreadable("the zone " + Words.quoted(name) + " is nowhere said"));
    }

    /** By its name, or by the end of it: some put a path of their own before it. */
    private static Optional<ZoneId> known(String name) {
        var rest = name;
        while (!rest.isEmpty()) {
            if (ZoneId.getAvailableZoneIds().contains(rest)) {
                return Optional.of(ZoneId.of(rest));
            }
            rest = rest.contains("/") ? rest.substring(rest.indexOf('/') + 1) : "";
        }
        return Optional.empty();
    }

    private ZoneRules rules(Component zone) {
        var times = new ArrayList<>(zone.parts("STANDARD"));
        times.addAll(zone.parts("DAYLIGHT"));
        if (times.isEmpty() || times.size() > MOST_TIMES) {
            throw new Unreadable("a zone of " + times.size() + " times");
        }
        var begins = new TreeMap<LocalDateTime, Component>();
        times.forEach(time -> begins(time).forEach(begin -> begins.put(begin, time)));
        var now = offset(begins.firstEntry().getValue(), "TZOFFSETFROM");
        var base = now;
        var changes = new ArrayList<ZoneOffsetTransition>();
        for (var begin : begins.entrySet()) {
            var next = offset(begin.getValue(), "TZOFFSETTO");
            if (!next.equals(now)) {
                changes.add(ZoneOffsetTransition.of(begin.getKey(), now, next));
            }
            now = next;
        }
        try {
            return ZoneRules.of(base, base, List.of(), changes, List.of());
        } catch (IllegalArgumentException contradictory) {
            throw new Unreadable("the zone " + Words.quoted(zone.value("TZID")) + " contradicts itself");
        }
    }

    /** When such a time begins: the first, then as far as is wanted. */
    private List<LocalDateTime> begins(Component time) {
        var first = Moment.local(time.value("DTSTART"));
        var begins = new ArrayList<LocalDateTime>(List.of(first));
        for (var rule : time.lines("RRULE")) {
            var again = Recurrence.of(rule.value());
            again.starts(first, from, until).stream()
                    .filter(begin -> isIn(begin, again.until(), offset(time, "TZOFFSETFROM")))
                    .forEach(begins::add);
        }
        time.lines("RDATE").forEach(dates -> {
            for (var date : dates.value().split(",", -1)) {
                begins.add(Moment.local(date));
            }
        });
        return begins;
    }

    /** A rule that has ended changes no clock; its end is read as the clock went before the change. */
    private static boolean isIn(LocalDateTime begin, String until, ZoneOffset before) {
        if (until.isEmpty()) {
            return true;
        }
        if (until.endsWith("Z")) {
            var last = Moment.local(until.substring(0, until.length() - 1)).toInstant(ZoneOffset.UTC);
            return !begin.toInstant(before).isAfter(last);
        }
        return until.contains("T")
                ? !begin.isAfter(Moment.local(until))
                : !begin.toLocalDate().isAfter(Moment.day(until));
    }

    private static ZoneOffset offset(Component time, String name) {
        try {
            return ZoneOffset.of(time.value(name));
        } catch (DateTimeException bad) {
            throw new Unreadable(name + ":" + Words.shown(time.value(name)) + " is no offset; expected +0100");
        }
    }
}
