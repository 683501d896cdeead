package tocsin.page;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of asking a channel once. A channel that fails is an outcome, and no exception. */
public sealed interface Answer {
    /** In words, for the row and for the story. */
    String text();

    /**
     * The channel has taken it.
     *
     * @param handle by what the channel knows it from now on, kept in the row and given back with what is sent next;
     *     null where it gave none, and an earlier one stays
     */
    record Confirmed(String text, @Nullable String handle) implements Answer {
        public Confirmed(String text) {
            this(text, null);
        }
    }

    /**
     * It was not taken, and may be later.
     *
     * @param retryAfter how long the channel wants to be left alone, where it says so
     */
    record Later(String text, @Nullable Duration retryAfter) implements Answer {}

    /** No answer came: it may have been taken. */
    record Unclear(String text) implements Answer {}

    /** It was not taken, and the same will never be. */
    record Refused(String text) implements Answer {}
}
