package tocsin.database;

/** It cannot even be asked: says what is missing, and where it belongs. */
final class NoDoor extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoDoor(String sentence) {
        super(sentence);
    }
}
