package tocsin.command;

/**
 * Something that the person who typed can put right. It is told in one line without a trace, and the exit code is 2.
 */
public final class WrongUse extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WrongUse(String message) {
        super(message);
    }
}
