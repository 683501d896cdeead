package tocsin.calendar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of a calendar, unfolded: {@code DTSTART;TZID=Europe/Berlin:20260302T090000}.
 *
 * @param name in upper case
 * @param parameters by their names in upper case, without quotes
 */
record ContentLine(String name, Map<String, String> parameters, String value) {
    ContentLine {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** All lines of a text. One that begins with a space goes on where the line before it ended. */
    static List<ContentLine> all(String text) {
        var lines = new ArrayList<ContentLine>();
        var whole = new StringBuilder();
        for (var line : (Iterable<String>) text.lines()::iterator) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                whole.append(line, 1, line.length());
            } else {
                add(lines, whole);
                whole.append(line);
            }
        }
        add(lines, whole);
        return lines;
    }

    private static void add(List<ContentLine> lines, StringBuilder whole) {
        if (!whole.toString().isBlank()) {
            lines.add(of(whole.toString()));
        }
        whole.setLength(0);
    }

    private static ContentLine of(String line) {
        var parts = new ArrayList<String>();
        var quoted = false;
        var begin = 0;
        for (var at = 0; at < line.length(); at++) {
            var character = line.charAt(at);
            if (character == '"') {
                quoted = !quoted;
            } else if (!quoted && character == ';') {
                parts.add(line.substring(begin, at));
                begin = at + 1;
            } else if (!quoted && character == ':') {
                parts.add(line.substring(begin, at));
                return of(parts, line.substring(at + 1));
            }
        }
        throw new Unreadable("a line without ':'");
    }

    private static ContentLine of(List<String> parts, String value) {
        var parameters = new TreeMap<String, String>();
        for (var part : parts.subList(1, parts.size())) {
            var equals = part.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(
                        part.substring(0, equals).toUpperCase(Locale.ROOT),
                        part.substring(equals + 1).replace("\"", ""));
            }
        }
        return new ContentLine(parts.getFirst().strip().toUpperCase(Locale.ROOT), parameters, value);
    }

    String parameter(String parameter) {
        return parameters.getOrDefault(parameter, "");
    }

    /** The value as text: without the marks that its separators and ends of lines have. */
    String text() {
        var text = new StringBuilder();
        for (var at = 0; at < value.length(); at++) {
            var character = value.charAt(at);
            if (character == '\\' && at + 1 < value.length()) {
                at++;
                text.append(value.charAt(at) == 'n' || value.charAt(at) == 'N' ? ' ' : value.charAt(at));
            } else {
                text.append(character);
            }
        }
        return text.toString();
    }
}
