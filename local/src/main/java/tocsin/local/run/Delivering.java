package tocsin.local.run;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.local.queue.DiskQueue;

/**
 * A queue to which something else delivers, and where what it would not take is kept.
 *
 * @param deadLetters of the subscription or the rule's target, not of the queue
 */
public record Delivering(DiskQueue queue, Optional<DiskQueue> deadLetters) {
    private static final Logger LOG = LoggerFactory.getLogger(Delivering.class);

    void deliver(String body) {
        try {
            queue.send(body);
        } catch (RuntimeException e) {
            var instead = deadLetters.orElseThrow(() -> e);
            LOG.warn(
                    "{} took nothing, so the dead letters do: {}",
                    queue.settings().name(),
                    e.toString());
            instead.send(body);
        }
    }
}
