package tocsin.local.queue;

import java.time.Duration;

/**
 * What a queue's definition says of it.
 *
 * @param visibility how long a received message is hidden
 * @param delay until a message can be received, where its sender says nothing
 * @param retention after which a message is gone
 */
public record QueueSettings(String name, Duration visibility, Duration delay, Duration retention) {}
