package tocsin.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tocsin.oncall.WallClock;

/**
 * A time as a calendar writes it: what a clock on the wall shows, and which clock.
 *
 * @param day whether it is a day and no time; then the wall shows when shifts of whole days begin
 */
record Moment(LocalDateTime wall, ZoneRules rules, boolean day) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    /** Before it nobody was on call, and every rule is followed from its first day. */
    private static final int OLDEST = 1970;

    private static final int NEWEST = 2200;

    /** How times are to be read that say no zone, and days. */
    record Reader(Zones zones, ZoneId floating, LocalTime begins) {
        Moment one(ContentLine line) {
            return read(line, line.value().strip());
        }

        List<Moment> all(ContentLine line) {
            var all = new ArrayList<Moment>();
            for (var value : line.value().split(",", -1)) {
                all.add(read(line, value.strip()));
            }
            return all;
        }

        private Moment read(ContentLine line, String value) {
            if (value.matches("[0-9]{8}")) {
                return new Moment(Moment.day(value).atTime(begins), floating.getRules(), true);
            }
            if (value.endsWith("Z")) {
                return new Moment(local(value.substring(0, value.length() - 1)), ZoneOffset.UTC.getRules(), false);
            }
            var zone = line.parameter("TZID");
            return new Moment(local(value), zone.isEmpty() ? floating.getRules() : zones.rules(zone), false);
        }
    }

    Moment {
        if (wall.getYear() > NEWEST) {
            throw new Unreadable("the year " + wall.getYear());
        }
    }

    /** Whether it is too long ago for what comes again from then on. */
    boolean ancient() {
        return wall.getYear() < OLDEST;
    }

    /** The same clock at another time. */
    Moment at(LocalDateTime other) {
        return new Moment(other, rules, day);
    }

    Instant instant() {
        return WallClock.first(wall, rules);
    }

    static LocalDate day(String text) {
        try {
            return LocalDate.parse(text, DAY);
        } catch (DateTimeException bad) {
            throw new Unreadable(Words.quoted(text) + " is no day");
        }
    }

    static LocalDateTime local(String text) {
        try {
            return LocalDateTime.parse(text, TIME);
        } catch (DateTimeException bad) {
            throw new Unreadable(Words.quoted(text) + " is no time");
        }
    }
}
