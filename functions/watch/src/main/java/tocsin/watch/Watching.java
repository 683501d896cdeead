package tocsin.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.Ports;
import tocsin.state.Documents;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Queues;
import tocsin.state.Queues.Message;
import tocsin.state.Queues.Queue;

/** One round over everything that is due. What fails holds nothing else, and is due again in the next round. */
final class Watching {
    private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

    /** Of one shard in one round: the soonest due. */
    private static final int MOST_KEYS = 1_000;

    /** One look reads, asks CloudWatch and commits; what would not be done in time is left for the next round. */
    private static final Duration ONE_LOOK = Duration.ofSeconds(10);

    private final Ports ports;
    private final Documents documents = new Documents();
    private final Looking looking;
    private final Posting posting;
    private final Calendars calendars;
    private final Reconciling reconciling;
    private final Maintaining maintaining;

    Watching(Ports ports) {
        this.ports = ports;
        looking = new Looking(ports, documents);
        posting = new Posting(ports, documents);
        calendars = new Calendars(ports, documents);
        reconciling = new Reconciling(ports, documents);
        maintaining = new Maintaining(ports, documents);
    }

    /**
     * Watches once.
     *
     * @param functionLeft how long the function still runs
     */
    Watched watch(Supplier<Duration> functionLeft) {
        return new Round().watch(functionLeft);
    }

    /** The counts of one round, and what it has yet to do. */
    private final class Round {
        private final List<Key> pages = new ArrayList<>();
        private final List<Key> steps = new ArrayList<>();
        private final List<Key> heads = new ArrayList<>();
        private int sent;
        private int looked;
        private int failed;
        private int left;
        private int odd;
        private boolean letter;
        private boolean calendar;
        private boolean sweep;
        private boolean maintenance;

        Watched watch(Supplier<Duration> functionLeft) {
            attempt("the letter", posting::begin);
            attempt("the calendars", calendars::begin);
            attempt("the sweep over CloudWatch's list", reconciling::begin);
            attempt("maintenance", maintaining::begin);
            for (var shard = 0; shard < Due.SHARDS; shard++) {
                var number = shard;
                attempt("shard " + shard, () -> due(number));
            }
            send(Queue.PAGES, pages);
            send(Queue.STEPS, steps);
            for (var head : heads) {
                if (functionLeft.get().compareTo(ONE_LOOK) < 0) {
                    left++;
                } else {
                    attempt("look at " + head.pk(), () -> looked += looking.look(head) ? 1 : 0);
                }
            }
            if (maintenance && functionLeft.get().compareTo(ONE_LOOK) >= 0) {
                attempt("maintenance", () -> maintaining.look(functionLeft));
            }
            if (sweep && functionLeft.get().compareTo(ONE_LOOK) >= 0) {
                attempt("the sweep over CloudWatch's list", () -> failed += reconciling.sweep(functionLeft));
            }
            if (maintenance && functionLeft.get().compareTo(ONE_LOOK) >= 0) {
                attempt("maintenance", () -> maintaining.look(functionLeft));
            }
            if (letter && functionLeft.get().compareTo(ONE_LOOK) >= 0) {
                attempt("the letter", posting::post);
            }
            if (calendar && functionLeft.get().compareTo(ONE_LOOK) >= 0) {
                attempt("the calendars", () -> calendars.read(functionLeft)); // last: others' servers may be slow
            }
            return new Watched(sent, looked, failed, left, odd);
        }

        private void due(int shard) {
            for (var key : ports.table().due(shard, ports.clock().instant(), MOST_KEYS)) {
                if (Keys.isTold(key)) {
                    pages.add(key);
                } else if (Keys.isRun(key)) {
                    steps.add(key);
                } else if (Keys.isHead(key)) {
                    heads.add(key);
                } else if (key.equals(Keys.LETTER)) {
                    letter = true;
                } else if (key.equals(Keys.CALENDARS)) {
                    calendar = true;
                } else if (key.equals(Keys.RECONCILED)) {
                    sweep = true;
                } else if (key.equals(Keys.MAINTENANCE)) {
                    maintenance = true;
                } else {
                    odd++;
                    LOG.warn("due, and nobody's: {}", key);
                }
            }
        }

        /** Only keys: whether a row is still due is for the claim to say. */
        private void send(Queue queue, List<Key> keys) {
            for (var from = 0; from < keys.size(); from += Queues.MOST) {
                var some = keys.subList(from, Math.min(from + Queues.MOST, keys.size()));
                attempt(some.size() + " messages to " + queue, () -> {
                    var messages = some.stream()
                            .map(key -> new Message(documents.keys().toJson(key), Duration.ZERO))
                            .toList();
                    var untaken = ports.queues().send(queue, messages).size();
                    sent += some.size() - untaken;
                    failed += untaken;
                });
            }
        }

        private void attempt(String what, Runnable work) {
            try {
                work.run();
            } catch (RuntimeException failure) {
                failed++;
                LOG.error("{} failed", what, failure);
            }
        }
    }
}
