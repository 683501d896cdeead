package tocsin.notify;

/** What came of one message; in each case but the last the rest stands in the table. */
enum Delivery {
    /** The channel is as the row wants it, or the row says when it is tried again. */
    SETTLED,
    /** Not due, somebody else's, or gone: not for this message to do. */
    NOT_DUE,
    /** Somebody else took the row over, because the lease had ended. */
    TOO_LATE,
    /** What is wanted changed again and again: given back, due at once. */
    GIVEN_BACK,
    /** The function would end before the channel must have answered: not begun. */
    NO_TIME
}
