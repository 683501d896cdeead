package tocsin.config;

/** How bad it is, the worst first. */
public enum Severity {
    /** The whole service is out. */
    P0,
    /** A major feature is broken. */
    P1,
    /** A minor feature suffers. */
    P2,
    /** Cosmetic, or there is a way round. */
    P3;

    public boolean worseThan(Severity other) {
        return compareTo(other) < 0;
    }

    /** The worse of both. */
    public Severity worst(Severity other) {
        return worseThan(other) ? this : other;
    }
}
