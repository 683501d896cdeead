package tocsin.alarm;

import org.jspecify.annotations.Nullable;

/** Numbers as messages write them. */
final class Numbers {
    private Numbers() {}

    /** The number, or null where the text is none that can be compared with a threshold. */
    static @Nullable Double finite(String text) {
        try {
            var number = Double.parseDouble(text.strip());
            return Double.isFinite(number) ? number : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
