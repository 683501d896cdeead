package tocsin;

/**
 * A request on the wire that did not end well. An outcome that a caller expects (a refused condition, a 429 of a
 * pager) is a value of the port and never this.
 */
public final class PortFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is known about the request that failed; it decides what may be done next. */
    public enum Kind {
        /** Not done: asked too often. The same again, later. */
        THROTTLED,
        /** Not done: somebody else was at the same item. The same again. */
        CONFLICT,
        /** It may have been done: no answer came. Only a request that can be repeated may be. */
        UNCLEAR,
        /** Not done: nobody is there. */
        UNAVAILABLE,
        /** Not done, and never will be: the request itself is wrong, or not allowed. */
        REFUSED
    }

    private final Kind kind;

    public PortFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public PortFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the same request may go well later. */
    public boolean passing() {
        return kind != Kind.REFUSED;
    }
}
