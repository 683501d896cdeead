package tocsin.config;

import io.avaje.jsonb.Json;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much a runbook may do by itself in a stage; one that is not named is in the shadow.
 *
 * @param veto how long it can be stopped before it acts; null but of the kind VETO
 */
@Json
public record Mode(Kind kind, @Nullable Duration veto) {
    public static final Mode SHADOW = new Mode(Kind.SHADOW, null);
    public static final Mode APPROVE = new Mode(Kind.APPROVE, null);
    public static final Mode AUTOMATIC = new Mode(Kind.AUTOMATIC, null);

    public Mode {
        if ((kind == Kind.VETO) != (veto != null)) {
            throw new IllegalArgumentException("the mode " + kind + " with the time " + veto);
        }
    }

    /** What it may do. */
    public enum Kind {
        /** It says what it would do. */
        SHADOW,
        /** It asks before it changes anything. */
        APPROVE,
        /** It says what it will do, lets some time pass in which anybody may stop it, and does it. */
        VETO,
        /** It does it, and says so. */
        AUTOMATIC
    }

    /** It does what it says unless somebody stops it within so long. */
    public static Mode veto(Duration within) {
        return new Mode(Kind.VETO, within);
    }

    /** Whether it acts where nobody says anything. */
    public boolean actsByItself() {
        return kind == Kind.VETO || kind == Kind.AUTOMATIC;
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + (veto == null ? "" : " " + veto.toSeconds() + "s");
    }
}
