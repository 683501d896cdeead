package tocsin.page;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Text that came from outside, made fit for people: without what would break a line, hide or turn around the rest. */
public final class Cleaned {
    private static final String CUT = "...";

    private Cleaned() {}

    /** One line of at most so many characters. */
    public static String line(String text, int most) {
        var line = new StringBuilder();
        text.codePoints().limit(most + 1L).map(Cleaned::onOneLine).forEach(line::appendCodePoint);
        return cut(line.toString().stripLeading(), most).stripTrailing();
    }

    /** Lines as they are, at most so many characters in all. */
    public static String lines(String text, int most) {
        var lines = new StringBuilder();
        text.codePoints()
                .limit(most + 1L)
                .map(letter -> letter == '\n' ? letter : onOneLine(letter))
                .forEach(lines::appendCodePoint);
        return cut(lines.toString(), most);
    }

    /** One line of printable ASCII. */
    public static String ascii(String text, int most) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{Mn}", "");
        return line(plain, most)
                .codePoints()
                .map(letter -> letter >= ' ' && letter <= '~' ? letter : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The beginning that takes at most so many bytes of UTF-8. */
    public static String bytes(String text, int most) {
        var size = 0;
        for (var at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            var letter = text.substring(at, text.offsetByCodePoints(at, 1));
            size += letter.getBytes(StandardCharsets.UTF_8).length;
            if (size > most) {
                return text.substring(0, at);
            }
        }
        return text;
    }

    private static int onOneLine(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            // a lone half of a pair, and what turns the writing around or cannot be seen
            case Character.SURROGATE, Character.FORMAT, Character.UNASSIGNED -> '?';
            default -> letter;
        };
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        var end = most - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
