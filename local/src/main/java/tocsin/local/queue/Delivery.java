package tocsin.local.queue;

import java.time.Instant;

/**
 * A message as a receiver gets it.
 *
 * @param receipt by which this delivery, and no other of the same message, is deleted or hidden
 * @param receives how often it was received, this time included
 */
public record Delivery(String id, String receipt, String body, Instant sentAt, Instant firstReceivedAt, int receives) {}
