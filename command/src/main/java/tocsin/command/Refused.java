package tocsin.command;

/** The answer is no. It is told in one line, and the exit code is 1. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
        super(message);
    }
}
