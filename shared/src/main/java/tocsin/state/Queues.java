package tocsin.state;

import java.time.Duration;
import java.util.List;

/** The queues between the functions. Receiving is Lambda's business; these are the requests that are ours. */
public interface Queues {
    /** The most messages in one request. */
    int MOST = 10;

    enum Queue {
        ALARMS,
        PAGES,
        STEPS
    }

    /**
     * Sends messages (SendMessageBatch).
     *
     * @param messages at most {@link #MOST}
     * @return the positions of those that were not taken
     */
    List<Integer> send(Queue queue, List<Message> messages);

    /**
     * Lets received messages come again after this time instead of their queue's (ChangeMessageVisibilityBatch).
     *
     * @param receipts at most {@link #MOST}
     */
    void comeAgain(Queue queue, List<String> receipts, Duration after);

    /** Puts the dead letters of a queue back into it; gives how many there were, about. */
    long redrive(Queue queue);

    /**
     * @param delay until it can be received: whole seconds, at most 15 minutes
     */
    record Message(String body, Duration delay) {}
}
