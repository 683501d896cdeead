package tocsin.triage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.Transition;

/** How facts are said in sentences. */
final class Words {
    private static final int LONGEST = 1_000;

    private Words() {}

    /** A measured value, without a tail of zeros. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /** A transition as it is kept: what outsiders wrote is cut, so that a head holds many of them. */
    static Transition kept(Transition transition) {
        return transition.withReason(cut(transition.reason())).withDescription(cut(transition.description()));
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** The alarm with what was observed: "valine-prod-db-connections 93 (threshold 80)". */
    static String observed(Transition transition) {
        var text = new StringBuilder(transition.alarm());
        append(text, " ", transition.observed(), "");
        append(text, " (threshold ", transition.threshold(), ")");
        return text.toString();
    }

    private static void append(StringBuilder text, String before, @Nullable Double value, String after) {
        if (value != null) {
            text.append(before).append(number(value)).append(after);
        }
    }
}
