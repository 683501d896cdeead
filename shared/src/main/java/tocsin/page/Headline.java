package tocsin.page;

import org.jspecify.annotations.Nullable;
import tocsin.config.Severity;

/** The one line by which somebody who is half asleep knows how bad it is. */
public final class Headline {
    /** So much of it a locked telephone shows; what must be seen stands within. */
    public static final int SEEN = 45;

    private Headline() {}

    /**
     * Severity, id and what users lose, which is cut where it is too long to be seen; then the rest.
     *
     * @param rest what follows, or nothing
     */
    public static String of(@Nullable Severity severity, String id, String loses, String rest) {
        var begins = (severity == null ? "" : severity + " ") + id + " ";
        var seen = begins + Cleaned.line(loses, Math.max(SEEN - begins.length(), SEEN / 3));
        return rest.isEmpty() ? seen : seen + ": " + rest;
    }

    /** Whether what users lose is not seen whole. */
    public static boolean cuts(@Nullable Severity severity, String id, String loses) {
        return !of(severity, id, loses, "").endsWith(" " + loses);
    }
}
