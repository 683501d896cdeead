package tocsin.local.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A queue as SQS has it. A message that was sent is on disk before the sender hears so. Receiving and deleting are
 * written too, without waiting for the disk: when they are lost, the message comes again, as it may at any time.
 */
public final class DiskQueue implements AutoCloseable {
    /** Below this a journal is not worth rewriting. */
    private static final long SMALL = 1 << 20;

    private final QueueSettings settings;
    private final InstantSource clock;
    private final Map<String, Held> held = new LinkedHashMap<>();
    private final TreeSet<Held> order = new TreeSet<>(Held.ORDER);
    private final Journal journal;
    private @Nullable DiskQueue deadLetters;
    private int mostReceives;
    private long sequence;
    private long liveBytes;
    private long changes;

    private DiskQueue(Path folder, QueueSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.journal = Journal.open(folder.resolve(settings.name() + ".jsonl"), this::replay);
        this.liveBytes = held.values().stream().mapToLong(DiskQueue::weight).sum();
    }

    /** Opens the queue as it was left, or a new one. */
    public static DiskQueue open(Path folder, QueueSettings settings, InstantSource clock) {
        return new DiskQueue(folder, settings, clock);
    }

    private void replay(Entry entry) {
        switch (entry) {
            case Entry.Sent sent -> put(held(sent));
            // whoever received it lived in the process that is gone: it need not stay hidden
            case Entry.Received received ->
                find(received.id()).ifPresent(message -> put(lostAt(message, received.at())));
            case Entry.Hidden hidden ->
                find(hidden.id()).ifPresent(message -> put(message.hidden(Instant.ofEpochMilli(hidden.until()))));
            case Entry.Deleted deleted -> find(deleted.id()).ifPresent(this::drop);
        }
    }

    private Held held(Entry.Sent sent) {
        return new Held(
                sent.id(),
                sent.body(),
                sequence++,
                Instant.ofEpochMilli(sent.sentAt()),
                Instant.ofEpochMilli(sent.visibleAt()),
                sent.receives(),
                Instant.ofEpochMilli(sent.firstReceivedAt()),
                false);
    }

    private static Held lostAt(Held message, long milliseconds) {
        var then = Instant.ofEpochMilli(milliseconds);
        return message.received(then, then).hidden(then);
    }

    /** From now on a message that was received so often, and comes up once more, goes to the dead letters instead. */
    public synchronized void redriveTo(DiskQueue queue, int afterReceives) {
        deadLetters = queue;
        mostReceives = afterReceives;
    }

    public QueueSettings settings() {
        return settings;
    }

    /** Takes a message with the queue's own delay. */
    public void send(String body) {
        send(List.of(new Outgoing(body, settings.delay())));
    }

    /** Takes messages; when this returns, the disk has them. */
    public void send(List<Outgoing> messages) {
        long mark;
        synchronized (this) {
            var now = clock.instant();
            List<Held> fresh = new ArrayList<>();
            for (var message : messages) {
                var id = UUID.randomUUID().toString();
                fresh.add(Held.fresh(id, message.body(), sequence++, now, now.plus(message.delay())));
            }
            mark = keep(fresh);
        }
        journal.force(mark);
    }

    /** A message to send, and how long until it can be received. */
    public record Outgoing(String body, Duration delay) {}

    private long keep(List<Held> fresh) {
        var mark = journal.append(fresh.stream().map(Held::entry).toList());
        for (var message : fresh) {
            put(message);
            liveBytes += weight(message);
        }
        changed();
        return mark;
    }

    /** Receives what is visible now, and hides it. */
    public synchronized List<Delivery> receive(int most) {
        var now = clock.instant();
        List<Delivery> deliveries = new ArrayList<>();
        while (deliveries.size() < most && !order.isEmpty()) {
            var next = order.first();
            if (next.visibleAt().isAfter(now)) {
                break;
            }
            if (next.sentAt().plus(settings.retention()).isBefore(now)) {
                delete(next);
            } else if (deadLetters != null && next.receives() >= mostReceives) {
                deadLetters.adopt(next);
                delete(next);
            } else {
                deliveries.add(deliver(next, now));
            }
        }
        return deliveries;
    }

    private Delivery deliver(Held message, Instant now) {
        var received = message.received(now, now.plus(settings.visibility()));
        journal.append(List.of(new Entry.Received(message.id(), now.toEpochMilli())));
        put(received);
        compact();
        return received.delivery();
    }

    /** Takes a message over from another queue, under its own id. */
    private void adopt(Held message) {
        long mark;
        synchronized (this) {
            var now = clock.instant();
            mark = keep(List.of(Held.fresh(message.id(), message.body(), sequence++, message.sentAt(), now)));
        }
        journal.force(mark);
    }

    /** Ends a message; the receipt of an earlier delivery ends nothing. */
    public synchronized void delete(String receipt) {
        ofReceipt(receipt).ifPresent(this::delete);
    }

    private void delete(Held message) {
        journal.append(List.of(new Entry.Deleted(message.id())));
        drop(message);
        liveBytes -= weight(message);
        changed();
        compact();
    }

    /** Lets a message that was received be visible after this time; the receipt of an earlier delivery does nothing. */
    public synchronized void hide(String receipt, Duration after) {
        ofReceipt(receipt).ifPresent(message -> {
            var until = clock.instant().plus(after);
            journal.append(List.of(new Entry.Hidden(message.id(), until.toEpochMilli())));
            put(message.hidden(until));
            changed();
        });
    }

    /** Puts everything that this queue holds into another; gives how many. */
    public int moveAllTo(DiskQueue target) {
        List<Held> all;
        synchronized (this) {
            all = List.copyOf(held.values());
        }
        for (var message : all) {
            target.adopt(message);
            synchronized (this) {
                find(message.id()).ifPresent(this::delete);
            }
        }
        return all.size();
    }

    /** How many messages there are, hidden ones included. */
    public synchronized int size() {
        return held.size();
    }

    /** Every body, hidden ones too, in the order in which they become visible. */
    public synchronized List<String> bodies() {
        return order.stream().map(Held::body).toList();
    }

    /** When the next message becomes visible: past, if one is. */
    public synchronized Optional<Instant> next() {
        return order.isEmpty() ? Optional.empty() : Optional.of(order.first().visibleAt());
    }

    /** Rises with whatever may make {@link #next} another. */
    public synchronized long changes() {
        return changes;
    }

    /** Waits, in real time, until something changed since, or the time is over. */
    public synchronized void awaitChange(long since, Duration most) throws InterruptedException {
        var end = System.nanoTime() + most.toNanos();
        while (changes == since) {
            var left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    private void changed() {
        changes++;
        notifyAll();
    }

    private Optional<Held> find(String id) {
        return Optional.ofNullable(held.get(id));
    }

    private Optional<Held> ofReceipt(String receipt) {
        var slash = receipt.lastIndexOf('/');
        return slash < 0
                ? Optional.empty()
                : find(receipt.substring(0, slash))
                        .filter(message -> message.receipt().equals(receipt));
    }

    private void put(Held message) {
        var before = held.put(message.id(), message);
        if (before != null) {
            order.remove(before);
        }
        order.add(message);
    }

    private void drop(Held message) {
        held.remove(message.id());
        order.remove(message);
    }

    private static long weight(Held message) {
        return message.body().length() + 150L;
    }

    private void compact() {
        if (journal.size() > SMALL && journal.size() > 4 * liveBytes) {
            journal.rewrite(held.values().stream().map(Held::entry).toList());
        }
    }

    @Override
    public synchronized void close() {
        journal.close();
    }
}
