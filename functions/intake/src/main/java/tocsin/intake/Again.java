package tocsin.intake;

import java.time.Duration;
import java.util.List;
import tocsin.PortFailure;
import tocsin.state.Batch;
import tocsin.state.Queues;

/**
 * Brings messages that could not be committed back soon: after 5 to 30 seconds, the longer the more often they came.
 */
final class Again {
    private static final int SHORTEST = 5;
    private static final int LONGEST = 30;

    private final Queues queues;

    Again(Queues queues) {
        this.queues = queues;
    }

    void soon(List<Batch.Item> items) {
        for (var from = 0; from < items.size(); from += Queues.MOST) {
            var some = items.subList(from, Math.min(items.size(), from + Queues.MOST));
            var receives = some.stream().mapToInt(Batch.Item::receives).max().orElse(1);
            var after = Duration.ofSeconds(Math.clamp(SHORTEST * (long) receives, SHORTEST, LONGEST));
            try {
                queues.comeAgain(
                        Queues.Queue.ALARMS,
                        some.stream().map(Batch.Item::receipt).toList(),
                        after);
            } catch (PortFailure failure) {
                Log.failed("shortening a message's visibility", failure); // it comes after the queue's own time
            }
        }
    }
}
