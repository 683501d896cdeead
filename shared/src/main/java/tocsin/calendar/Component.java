package tocsin.calendar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A part of a calendar between its BEGIN and its END, with the parts that stand in it. */
final class Component {
    /** A calendar has an event or a zone, and that an alarm or the times of the zone. */
    private static final int DEEPEST = 3;

    private static final String BEGIN = "BEGIN:VCALENDAR";

    private final String name;
    private final List<ContentLine> lines = new ArrayList<>();
    private final List<Component> parts = new ArrayList<>();

    private Component(String name) {
        this.name = name;
    }

    /** The whole calendar; half of one is none. */
    static Component calendar(String text) {
        var plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (!plain.stripLeading().regionMatches(true, 0, BEGIN, 0, BEGIN.length())) {
            throw new Unreadable("no " + BEGIN);
        }
        var open = new ArrayDeque<Component>();
        var all = new Component("");
        open.push(all);
        for (var line : ContentLine.all(plain)) {
            var part = line.value().strip().toUpperCase(Locale.ROOT);
            switch (line.name()) {
                case "BEGIN" -> {
                    var component = new Component(part);
                    open.element().parts.add(component);
                    open.push(component);
                }
                case "END" -> {
                    if (!open.element().name.equals(part)) {
                        throw new Unreadable("END:" + Words.shown(part) + " ends what did not begin");
                    }
                    open.pop();
                }
                default -> open.element().lines.add(line);
            }
            if (open.size() > DEEPEST + 1) {
                throw new Unreadable("parts within parts, " + DEEPEST + " deep");
            }
        }
        if (open.size() != 1) {
            throw new Unreadable("it breaks off within " + Words.shown(open.element().name));
        }
        return all.parts.getFirst();
    }

    List<Component> parts(String called) {
        return parts.stream().filter(part -> part.name.equals(called)).toList();
    }

    List<ContentLine> lines(String called) {
        return lines.stream().filter(line -> line.name().equals(called)).toList();
    }

    Optional<ContentLine> line(String called) {
        return lines(called).stream().findFirst();
    }

    String value(String called) {
        return line(called).map(line -> line.value().strip()).orElse("");
    }
}
