package tocsin.health;

import java.util.function.Supplier;
import tocsin.PortFailure;

/**
 * What a check saw.
 *
 * @param says a sentence for people
 * @param lacking whether it is unwell only because an answer lacks what it should hold
 */
public record Seen(State state, String says, boolean lacking) {
    Seen(State state, String says) {
        this(state, says, false);
    }

    static Seen well(String says) {
        return new Seen(State.WELL, says);
    }

    static Seen unwell(String says) {
        return new Seen(State.UNWELL, says);
    }

    static Seen unknown(String says) {
        return new Seen(State.UNKNOWN, says);
    }

    static Seen of(boolean well, String says) {
        return well ? well(says) : unwell(says);
    }

    /** A further part of what is looked at: that it fails hides nothing of what the others see. */
    static Seen part(Supplier<Seen> look) {
        try {
            return look.get();
        } catch (PortFailure failure) {
            return unknown(String.valueOf(failure.getMessage()));
        }
    }

    /** The worse of both, with what both say; what is unwell is worse than what is not known. */
    Seen and(Seen other) {
        var worst = worse(state, other.state);
        var all = (lacking || state != State.UNWELL) && (other.lacking || other.state != State.UNWELL);
        return new Seen(worst, says + "; " + other.says, worst == State.UNWELL && all);
    }

    private static State worse(State one, State other) {
        if (one == State.UNWELL || other == State.UNWELL) {
            return State.UNWELL;
        }
        return one == State.UNKNOWN ? one : other;
    }
}
