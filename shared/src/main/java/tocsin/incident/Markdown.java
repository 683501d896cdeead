package tocsin.incident;

import tocsin.page.Cleaned;

/** Text from outside as Markdown that shows it as it is: no markup, no link, no image, no HTML, nobody mentioned. */
final class Markdown {
    private static final String MARKUP = "\\`*_{}[]()<>#|~!&$";
    private static final String JOINER = "\u2060"; // seen by nobody, and no mention or address goes on across it

    private Markdown() {}

    /** One line of at most so many characters of the text. */
    static String line(String text, int most) {
        var cleaned = Cleaned.line(text, most);
        var line = new StringBuilder();
        for (var at = 0; at < cleaned.length(); at++) {
            var letter = cleaned.charAt(at);
            if (MARKUP.indexOf(letter) >= 0) {
                line.append('\\').append(letter);
            } else if (letter == '@') {
                line.append('@').append(JOINER);
            } else if (letter == ':' && cleaned.startsWith("://", at)
                    || letter == '.' && at >= 3 && cleaned.regionMatches(true, at - 3, "www", 0, 3)) {
                line.append('\\').append(letter); // no address that would become a link
            } else {
                line.append(letter);
            }
        }
        return begins(line.toString());
    }

    /** What would make a list, a heading or a rule of the whole line. */
    private static String begins(String line) {
        if (line.isEmpty() || "-+=".indexOf(line.charAt(0)) < 0) {
            return line.replaceFirst("^([0-9]{1,9})([.)])", "$1\\\\$2");
        }
        return "\\" + line;
    }
}
