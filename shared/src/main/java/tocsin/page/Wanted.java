package tocsin.page;

/** What is wanted of a channel about one page, and likewise what it last confirmed. */
public enum Wanted {
    /** Somebody is to be woken. */
    TRIGGERED,
    /** Somebody has it: no more ringing. */
    ACKNOWLEDGED,
    /** It is over. */
    RESOLVED,
    /** Not wanted any more; where it was not sent yet it never is. */
    DROPPED
}
