package tocsin.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.state.Queues;

/**
 * The queues in memory, with what Lambda does to them: receiving hides a message for a while, deleting ends it, and
 * one that was received too often is put with the dead letters.
 */
public final class TestingQueues implements Queues {
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final Duration visibility;
    private final Map<Queue, Integer> mostReceives = new EnumMap<>(Queue.class);
    private final Map<Queue, List<Held>> queues = new EnumMap<>(Queue.class);
    private final Map<Queue, List<Held>> dead = new EnumMap<>(Queue.class);
    private long sent;

    /** A message as somebody receives it. */
    public record Delivery(String receipt, String messageId, String body, Instant sentAt, int receives) {}

    private static final class Held {
        final String id;
        final String body;
        final Instant sentAt;
        Instant visibleAt;
        int receives;

        Held(String id, String body, Instant sentAt, Instant visibleAt) {
            this.id = id;
            this.body = body;
            this.sentAt = sentAt;
            this.visibleAt = visibleAt;
        }

        String receipt() {
            return id + "/" + receives;
        }

        Delivery delivery() {
            return new Delivery(receipt(), id, body, sentAt, receives);
        }
    }

    /** As template.yaml has them: what cannot be committed yet outlasts an outage, what is a key comes again anyway. */
    public TestingQueues(InstantSource clock) {
        this(clock, Duration.ofMinutes(1), 10);
        mostReceives.put(Queue.ALARMS, 1000);
    }

    public TestingQueues(InstantSource clock, Duration visibility, int mostReceives) {
        this.clock = clock;
        this.visibility = visibility;
        for (var queue : Queue.values()) {
            this.mostReceives.put(queue, mostReceives);
        }
        for (var queue : Queue.values()) {
            queues.put(queue, new ArrayList<>());
            dead.put(queue, new ArrayList<>());
        }
    }

    // what tests do and see

    /** The bodies of all messages that a queue holds, hidden ones too, oldest first. */
    public synchronized List<String> bodies(Queue queue) {
        return of(queues, queue).stream().map(held -> held.body).toList();
    }

    public synchronized List<String> deadBodies(Queue queue) {
        return of(dead, queue).stream().map(held -> held.body).toList();
    }

    /** Whether no queue holds a message, hidden or not. */
    public synchronized boolean isEmpty() {
        return queues.values().stream().allMatch(List::isEmpty);
    }

    /** Receives messages that are visible now, at most so many, and hides them. */
    public synchronized List<Delivery> receive(Queue queue, int most) {
        var now = clock.instant();
        List<Delivery> received = new ArrayList<>();
        for (var held : List.copyOf(of(queues, queue))) {
            if (received.size() == most) {
                break;
            }
            if (held.visibleAt.isAfter(now)) {
                continue;
            }
            if (held.receives >= mostReceives.getOrDefault(queue, 1)) {
                of(queues, queue).remove(held);
                of(dead, queue).add(held);
                continue;
            }
            held.receives++;
            held.visibleAt = now.plus(visibility);
            received.add(held.delivery());
        }
        return received;
    }

    /** Ends a message that was received; an old receipt ends nothing. */
    public synchronized void delete(Queue queue, String receipt) {
        of(queues, queue).removeIf(held -> held.receipt().equals(receipt));
    }

    /** Everything that was sent by anybody, in all queues, counted. */
    public synchronized long sent() {
        return sent;
    }

    // the port

    @Override
    public synchronized List<Integer> send(Queue queue, List<Message> messages) {
        refuse(messages.size() > MOST, messages.size() + " messages in one request");
        for (var message : messages) {
            refuse(
                    message.delay().isNegative() || message.delay().compareTo(LONGEST_DELAY) > 0,
                    "a delay of " + message.delay());
            refuse(message.body().isEmpty(), "a message without body");
        }
        var now = clock.instant();
        for (var message : messages) {
            sent++;
            of(queues, queue).add(new Held("message-" + sent, message.body(), now, now.plus(message.delay())));
        }
        return List.of();
    }

    @Override
    public synchronized void comeAgain(Queue queue, List<String> receipts, Duration after) {
        refuse(receipts.size() > MOST, receipts.size() + " receipts in one request");
        for (var held : of(queues, queue)) {
            if (receipts.contains(held.receipt())) {
                held.visibleAt = clock.instant().plus(after);
            }
        }
    }

    @Override
    public synchronized long redrive(Queue queue) {
        var letters = List.copyOf(of(dead, queue));
        of(dead, queue).clear();
        for (var letter : letters) {
            of(queues, queue).add(new Held(letter.id, letter.body, letter.sentAt, clock.instant()));
        }
        return letters.size();
    }

    private static List<Held> of(Map<Queue, List<Held>> queues, Queue queue) {
        return queues.getOrDefault(queue, List.of());
    }

    private static void refuse(boolean wrong, String what) {
        if (wrong) {
            throw new PortFailure(Kind.REFUSED, "the queue takes no " + what);
        }
    }
}
