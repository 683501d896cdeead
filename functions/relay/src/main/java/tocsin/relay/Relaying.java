package tocsin.relay;

import io.avaje.json.node.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.state.Documents;
import tocsin.state.Key;
import tocsin.state.Queues;
import tocsin.state.Queues.Message;
import tocsin.state.Queues.Queue;

/** From changes of rows to messages: the row's key, received when the row is due. */
final class Relaying {
    private static final Logger LOG = LoggerFactory.getLogger(Relaying.class);

    /** As far ahead as a queue can hold a message back; what is due later is WATCH's. */
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    private final Ports ports;
    private final Documents documents = new Documents();

    Relaying(Ports ports) {
        this.ports = ports;
    }

    /** A row's last wish in the batch. */
    private record Wish(int position, Queue queue, Key key, Duration delay) {}

    Relayed relay(List<JsonNode> records) {
        var wishes = new LinkedHashMap<Key, Wish>();
        var odd = 0;
        for (var position = 0; position < records.size(); position++) {
            var record = StreamRecord.of(records.get(position));
            if (record == null) {
                odd++;
            } else {
                wish(wishes, position, record);
            }
        }
        var failed = send(List.copyOf(wishes.values()));
        var earliest = failed.stream().mapToInt(Wish::position).min();
        return new Relayed(
                records.size(),
                wishes.size() - failed.size(),
                odd,
                failed.size(),
                earliest.isEmpty() ? null : StreamRecord.sequence(records.get(earliest.getAsInt())));
    }

    private void wish(Map<Key, Wish> wishes, int position, StreamRecord record) {
        var queue = record.queue();
        if (queue == null || record.claim()) {
            return;
        }
        wishes.remove(record.key());
        var delay = delay(record.dueAt());
        if (delay != null) {
            wishes.put(record.key(), new Wish(position, queue, record.key(), delay));
        }
    }

    /** Whole seconds, rounded up: a message must not come before its row is due. Null where it is not for us. */
    private @Nullable Duration delay(@Nullable Long dueAt) {
        if (dueAt == null) {
            return null;
        }
        var left = Duration.between(ports.clock().instant(), Instant.ofEpochMilli(dueAt))
                .dividedBy(ports.speed());
        if (left.compareTo(LONGEST_DELAY) > 0) {
            return null;
        }
        return left.isNegative()
                ? Duration.ZERO
                : Duration.ofSeconds(left.plusMillis(999).toSeconds());
    }

    /** Gives back what no queue took. */
    private List<Wish> send(List<Wish> wishes) {
        var failed = new ArrayList<Wish>();
        for (var queue : List.of(Queue.PAGES, Queue.STEPS)) {
            var mine = wishes.stream().filter(wish -> wish.queue() == queue).toList();
            for (var from = 0; from < mine.size(); from += Queues.MOST) {
                failed.addAll(send(queue, mine.subList(from, Math.min(from + Queues.MOST, mine.size()))));
            }
        }
        return failed;
    }

    private List<Wish> send(Queue queue, List<Wish> some) {
        var messages = some.stream()
                .map(wish -> new Message(documents.keys().toJson(wish.key()), wish.delay()))
                .toList();
        try {
            return ports.queues().send(queue, messages).stream().map(some::get).toList();
        } catch (PortFailure failure) {
            LOG.error("{} messages not sent to {}: {}", some.size(), queue, failure.getMessage());
            return some;
        }
    }
}
