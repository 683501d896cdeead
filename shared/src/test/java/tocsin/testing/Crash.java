package tocsin.testing;

/** The process died. An Error, so that no code under test takes it for a failure that it could answer. */
public final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    public Crash(String where) {
        super(where);
    }
}
