package tocsin.alarm;

/** The way on which a message came. The same transition may come by all of them; each carries different facts. */
public enum Way {
    SNS,
    EVENTBRIDGE,
    DIRECT,
    /** CloudWatch's own list, read because no message came. */
    SWEEP,
    /** Another watcher's webhook. */
    HOOK,
    /** A check of the product's health. */
    CHECK,
    /** A person. */
    HAND
}
