package tocsin.config;

/** What a reader of the project's files found, where it stands, and what was expected there. */
public record Finding(Level level, String file, int line, String text) {
    /** How much it matters. */
    public enum Level {
        /** The file is refused. */
        ERROR,
        WARNING
    }

    public static Finding error(String file, int line, String text) {
        return new Finding(Level.ERROR, file, line, text);
    }

    public static Finding warning(String file, int line, String text) {
        return new Finding(Level.WARNING, file, line, text);
    }

    public boolean refuses() {
        return level == Level.ERROR;
    }

    /** {@code tocsin.yaml:12: error: paging: ...}, which editors and terminals know how to open. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + (refuses() ? "error" : "warning") + ": " + text;
    }
}
