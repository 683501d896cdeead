package tocsin.incident;

/** Where an incident stands in its life. */
public enum Phase {
    /** Somebody is wanted. */
    OPEN,
    /** Somebody has it. */
    ACKNOWLEDGED,
    /** Nothing is in ALARM any more; it is watched before it is believed. A relapse opens it again. */
    MONITORING,
    /** Over. */
    RESOLVED;

    /** Whether people are at it, or wanted: a page of it is followed until somebody has it. */
    public boolean followed() {
        return this == OPEN || this == ACKNOWLEDGED;
    }
}
