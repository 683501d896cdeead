package tocsin.page;

import java.time.Duration;

/** One way to reach people: one call is one request to them, and its failure an answer. */
public interface Sender {
    /**
     * Sends once.
     *
     * @param timeout for the whole request
     */
    Answer send(Event event, Message message, Duration timeout);
}
