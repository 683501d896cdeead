package tocsin.configure;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What somebody who mistyped a name may have meant. */
final class Nearest {
    private static final int TYPING_ERRORS = 2;

    private Nearest() {}

    /** {@code did you mean "paging"?}, or else all names that there are. */
    static String hint(String name, List<String> known) {
        return known.stream()
                .filter(each -> distance(each, name) <= TYPING_ERRORS)
                .min(Comparator.comparingInt(each -> distance(each, name)))
                .map(each -> "did you mean \"" + each + "\"?")
                .orElse("there is " + (known.isEmpty() ? "none" : String.join(", ", known)));
    }

    /** How many letters must change to come from one word to the other. */
    private static int distance(String one, String other) {
        var row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                var above = row[j];
                var change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + change);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
