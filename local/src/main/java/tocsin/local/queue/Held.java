package tocsin.local.queue;

import java.time.Instant;
import java.util.Comparator;

/**
 * A message in a queue.
 *
 * @param sequence its place among those that become visible at the same instant
 * @param firstReceivedAt the epoch while nobody has received it
 * @param inFlight hidden because somebody has it, not because somebody wants it later
 */
record Held(
        String id,
        String body,
        long sequence,
        Instant sentAt,
        Instant visibleAt,
        int receives,
        Instant firstReceivedAt,
        boolean inFlight) {
    static final Comparator<Held> ORDER = Comparator.comparing(Held::visibleAt).thenComparingLong(Held::sequence);

    static Held fresh(String id, String body, long sequence, Instant sentAt, Instant visibleAt) {
        return new Held(id, body, sequence, sentAt, visibleAt, 0, Instant.EPOCH, false);
    }

    String receipt() {
        return id + "/" + receives;
    }

    Held received(Instant now, Instant hiddenUntil) {
        var first = receives == 0 ? now : firstReceivedAt;
        return new Held(id, body, sequence, sentAt, hiddenUntil, receives + 1, first, true);
    }

    Held hidden(Instant until) {
        return new Held(id, body, sequence, sentAt, until, receives, firstReceivedAt, false);
    }

    Delivery delivery() {
        return new Delivery(id, receipt(), body, sentAt, firstReceivedAt, receives);
    }

    /** What the journal keeps: for a reader of a later life nobody has the message any more. */
    Entry.Sent entry() {
        return new Entry.Sent(
                id,
                body,
                sentAt.toEpochMilli(),
                (inFlight ? sentAt : visibleAt).toEpochMilli(),
                receives,
                firstReceivedAt.toEpochMilli());
    }
}
