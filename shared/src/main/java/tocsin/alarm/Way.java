package tocsin.alarm;

/** The way on which a message came. The same transition may come by all of them; each carries different facts. */
public enum Way {
    SNS,
    EVENTBRIDGE,
    DIRECT,
    /** Another watcher's webhook. */
    HOOK,
    /** A person. */
    HAND
}
