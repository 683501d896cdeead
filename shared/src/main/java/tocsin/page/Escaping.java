package tocsin.page;

/** Writes text so that a channel shows it as it is, letter by letter, and never more than the channel takes. */
final class Escaping {
    private static final String CUT = "...";

    private Escaping() {}

    /** How one letter is written. */
    interface Letter {
        /** The letter that begins at this place of the text. */
        String written(String text, int at);
    }

    /** As much of the text as fits; where it does not all fit, it ends with dots. */
    static String escaped(String text, int most, Letter letter) {
        var whole = new StringBuilder();
        var fits = 0; // so long it may be for the dots to fit behind it
        for (var at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            whole.append(letter.written(text, at));
            if (whole.length() > most) {
                return whole.substring(0, fits) + CUT;
            }
            if (whole.length() <= most - CUT.length()) {
                fits = whole.length();
            }
        }
        return whole.toString();
    }

    /** The letter at this place, as it is. */
    static String letter(String text, int at) {
        return Character.toString(text.codePointAt(at));
    }
}
