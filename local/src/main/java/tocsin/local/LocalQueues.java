package tocsin.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.local.queue.DiskQueue;
import tocsin.state.Queues;

/** The queues of the template, on disk. */
final class LocalQueues implements Queues {
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
    private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

    /** The largest message that SQS takes. */
    private static final int MOST_BYTES = 1024 * 1024;

    private final Map<Queue, DiskQueue> queues;
    private final Map<Queue, DiskQueue> deadLetters;

    LocalQueues(Map<Queue, DiskQueue> queues, Map<Queue, DiskQueue> deadLetters) {
        this.queues = new EnumMap<>(queues);
        this.deadLetters = new EnumMap<>(deadLetters);
    }

    @Override
    public List<Integer> send(Queue queue, List<Message> messages) {
        refuse(messages.size() > MOST, messages.size() + " messages in one request");
        List<DiskQueue.Outgoing> outgoing = new ArrayList<>();
        for (var message : messages) {
            var delay = message.delay();
            refuse(delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0, "a delay of " + delay);
            refuse(message.body().isEmpty(), "a message without body");
            refuse(
                    message.body().length() > MOST_BYTES,
                    "a message of " + message.body().length() + " characters");
            outgoing.add(new DiskQueue.Outgoing(message.body(), delay));
        }
        request(() -> {
            of(queues, queue).send(outgoing);
            return true;
        });
        return List.of();
    }

    @Override
    public void comeAgain(Queue queue, List<String> receipts, Duration after) {
        refuse(receipts.size() > MOST, receipts.size() + " receipts in one request");
        refuse(after.isNegative() || after.compareTo(LONGEST_VISIBILITY) > 0, "a visibility timeout of " + after);
        request(() -> {
            receipts.forEach(receipt -> of(queues, queue).hide(receipt, after));
            return true;
        });
    }

    @Override
    public long redrive(Queue queue) {
        return request(() -> of(deadLetters, queue).moveAllTo(of(queues, queue)));
    }

    private static DiskQueue of(Map<Queue, DiskQueue> queues, Queue queue) {
        var found = queues.get(queue);
        if (found == null) {
            throw new PortFailure(Kind.REFUSED, "the template has no such queue: " + queue);
        }
        return found;
    }

    private static <T> T request(Supplier<T> request) {
        try {
            return request.get();
        } catch (PortFailure e) {
            throw e;
        } catch (RuntimeException e) { // the disk, or a queue that is being closed
            throw new PortFailure(Kind.UNCLEAR, "the queue did not answer: " + e.getMessage(), e);
        }
    }

    private static void refuse(boolean wrong, String what) {
        if (wrong) {
            throw new PortFailure(Kind.REFUSED, "the queue takes no " + what);
        }
    }
}
