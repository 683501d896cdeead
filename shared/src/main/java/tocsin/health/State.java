package tocsin.health;

/** How something that was looked at stands. */
public enum State {
    WELL,
    UNWELL,
    /** It could not be looked at: that says nothing of it, and is not "well". */
    UNKNOWN;

    /** As people read it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
