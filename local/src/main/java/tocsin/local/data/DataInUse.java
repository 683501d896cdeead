package tocsin.local.data;

/** Somebody else runs on this data folder. */
public final class DataInUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DataInUse(String message) {
        super(message);
    }
}
