package tocsin.page;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of asking a channel once. A channel that fails is an outcome, and no exception. */
public sealed interface Answer {
    /** In words, for the row and for the story. */
    String text();

    /** The channel has taken it. */
    record Confirmed(String text) implements Answer {}

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
