package tocsin.health;

/**
 * What a check saw.
 *
 * @param says a sentence for people
 */
public record Seen(State state, String says) {
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

    /** The worse of both, with what both say; what is unwell is worse than what is not known. */
    Seen and(Seen other) {
        return new Seen(worse(state, other.state), says + "; " + other.says);
    }

    private static State worse(State one, State other) {
        if (one == State.UNWELL || other == State.UNWELL) {
            return State.UNWELL;
        }
        return one == State.UNKNOWN ? one : other;
    }
}
