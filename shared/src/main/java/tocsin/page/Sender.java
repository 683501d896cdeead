package tocsin.page;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One way to reach people: one call is one request to them, and its failure an answer. */
public interface Sender {
    /**
     * Sends once.
     *
     * @param handle what the channel last gave for this page ({@link Answer.Confirmed#handle}), or null
     * @param timeout for all of it
     */
    Answer send(Event event, Message message, @Nullable String handle, Duration timeout);

    /** Sends what the channel has no handle of. */
    default Answer send(Event event, Message message, Duration timeout) {
        return send(event, message, null, timeout);
    }

    /**
     * The number of the last line of the story that stands in the channel; a channel that shows no story lacks none.
     *
     * @param handle what the channel last gave for this page, or null
     */
    default long told(@Nullable String handle) {
        return Long.MAX_VALUE;
    }

    /** Whether it shows a metric's picture, where a message has one. */
    default boolean draws() {
        return false;
    }

    /**
     * Looks what became of a page that rings; one request.
     *
     * @param handle what the channel gave for it
     */
    default Seen look(String handle, Duration timeout) {
        return new Seen.Rings();
    }
}
