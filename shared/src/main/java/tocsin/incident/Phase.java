package tocsin.incident;

/** Where an incident stands in its life. */
public enum Phase {
    /** Somebody is wanted. */
    OPEN,
    /** Somebody has it. */
    ACKNOWLEDGED,
    /** Somebody has it, and is at what ends it. */
    MITIGATING,
    /** Nothing is in ALARM any more; it is watched before it is believed. A relapse opens it again. */
    MONITORING,
    /** Over. */
    RESOLVED,
    /** Over and written up: nothing is left to do about it. */
    CLOSED;

    /** Whether people are at it, or wanted: a page of it is followed until somebody has it. */
    public boolean followed() {
        return this == OPEN || this == ACKNOWLEDGED || this == MITIGATING;
    }
}
