package tocsin.notify;

import tocsin.page.PageState;

/** What came of committing an answer. */
sealed interface Settled {
    /** It stands in the row. */
    record Done() implements Settled {}

    /** The row is somebody else's by now. */
    record TooLate() implements Settled {}

    /** The row wants something else by now, and is still ours. */
    record WantsOther(PageState page) implements Settled {}
}
