package tocsin.console;

/** A request that cannot be understood; its sentence is the answer. */
final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String says;

    BadRequest(String says) {
        super(says);
        this.says = says;
    }

    String says() {
        return says;
    }
}
