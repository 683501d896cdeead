package tocsin.command.stack;

/** There is no such Tocsin, or none that this caller may ask; says which and what was expected. */
public final class NoStack extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoStack(String message, Throwable cause) {
        super(message, cause);
    }

    NoStack(String message) {
        super(message);
    }
}
