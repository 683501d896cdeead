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
}
