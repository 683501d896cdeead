package tocsin.alarm;

import java.nio.charset.StandardCharsets;

/** Foreign text made fit to be kept. */
final class Texts {
    private Texts() {}

    /** At most so many characters of the text, and no half of a character, which no writer of JSON would take. */
    static String fit(String text, int longest) {
        var clipped = text.length() <= longest ? text : text.substring(0, longest);
        return new String(clipped.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
