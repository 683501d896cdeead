package tocsin.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tocsin.local.queue.DiskQueue;
import tocsin.local.queue.QueueSettings;
import tocsin.local.template.Deployment;
import tocsin.state.Queues.Queue;

/** The template's queues, by the names under which the parts know them. */
final class QueueSet {
    private static final Map<Queue, String> NAMES =
            new EnumMap<>(Map.of(Queue.ALARMS, "AlarmsQueue", Queue.PAGES, "PagesQueue", Queue.STEPS, "StepsQueue"));

    private final Path folder;
    private final ScaledClock clock;
    private final Closing closing;
    private final Map<String, DiskQueue> byArn = new LinkedHashMap<>();
    private final Map<String, DiskQueue> byName = new LinkedHashMap<>();
    private final Map<String, DiskQueue> deadLettersByName = new LinkedHashMap<>();

    QueueSet(Deployment deployment, Path folder, ScaledClock clock, Closing closing) {
        this.folder = folder;
        this.clock = clock;
        this.closing = closing;
        for (var queue : deployment.queues()) {
            // what hides a message bounds real work
            var settings = new QueueSettings(
                    queue.logicalName(), clock.bounding(queue.visibility()), queue.delay(), queue.retention());
            var opened = closing.later(DiskQueue.open(folder, settings, clock));
            byArn.put(queue.arn(), opened);
            byName.put(queue.logicalName(), opened);
        }
        for (var queue : deployment.queues()) {
            queue.redrive().ifPresent(redrive -> {
                var deadLetters = ofArn(redrive.deadLettersArn());
                named(queue.logicalName()).redriveTo(deadLetters, redrive.maxReceiveCount());
                deadLettersByName.put(queue.logicalName(), deadLetters);
            });
        }
    }

    DiskQueue ofArn(String arn) {
        return require(byArn, arn);
    }

    Optional<DiskQueue> ofArn(Optional<String> arn) {
        return arn.map(this::ofArn);
    }

    DiskQueue named(String logicalName) {
        return require(byName, logicalName);
    }

    private static DiskQueue require(Map<String, DiskQueue> queues, String name) {
        var queue = queues.get(name);
        if (queue == null) {
            throw new IllegalArgumentException("there is no queue " + name + "; there are " + queues.keySet());
        }
        return queue;
    }

    /** Opens a queue that no template has: for calls of a function that nobody waits for. */
    void openOwn(String name, Duration visibility) {
        var settings = new QueueSettings(name, clock.bounding(visibility), Duration.ZERO, Duration.ofDays(14));
        byName.put(name, closing.later(DiskQueue.open(folder, settings, clock)));
    }

    LocalQueues port() {
        Map<Queue, DiskQueue> queues = new EnumMap<>(Queue.class);
        Map<Queue, DiskQueue> deadLetters = new EnumMap<>(Queue.class);
        NAMES.forEach((queue, name) -> {
            Optional.ofNullable(byName.get(name)).ifPresent(found -> queues.put(queue, found));
            Optional.ofNullable(deadLettersByName.get(name)).ifPresent(found -> deadLetters.put(queue, found));
        });
        return new LocalQueues(queues, deadLetters);
    }
}
