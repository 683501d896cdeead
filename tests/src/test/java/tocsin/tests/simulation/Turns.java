package tocsin.tests.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Invocations, each on a thread of its own, of which exactly one runs: at each call of a port the choices say who. */
final class Turns {
    private final Choices choices;
    private final InstantSource clock;
    private final List<Turn> live = new ArrayList<>();
    private @Nullable Turn running;

    Turns(Choices choices, InstantSource clock) {
        this.choices = choices;
        this.clock = clock;
    }

    /** One invocation. It waits for its turn before it begins, and at each call of a port. */
    static final class Turn {
        final String name;
        final Instant deadline;
        private final Semaphore go = new Semaphore(0);
        private final Semaphore back = new Semaphore(0);
        private volatile boolean over;
        private volatile @Nullable Throwable failure;
        private int slow;
        private long looked;
        private Instant lookedAt = Instant.MIN;
        private @Nullable String at;

        Turn(String name, Instant deadline) {
            this.name = name;
            this.deadline = deadline;
        }
    }

    void start(String name, Instant deadline, Runnable invocation) {
        var turn = new Turn(name, deadline);
        live.add(turn);
        Thread.ofVirtual().start(() -> {
            turn.go.acquireUninterruptibly();
            try {
                invocation.run();
            } catch (Throwable failure) {
                turn.failure = failure;
            } finally {
                turn.over = true;
                turn.back.release();
            }
        });
    }

    boolean idle() {
        return live.isEmpty();
    }

    long live(String name) {
        return live.stream().filter(turn -> turn.name.equals(name)).count();
    }

    /** Whose turn it is now. */
    String now() {
        return running == null ? "nobody" : running.name;
    }

    /** Whoever runs now is at something from here on; whether somebody else is, who lives and has time left. */
    boolean isAnotherAt(String what) {
        var now = clock.instant();
        var another =
                live.stream().anyMatch(turn -> turn != running && what.equals(turn.at) && !now.isAfter(turn.deadline));
        if (running != null) {
            running.at = what;
        }
        return another;
    }

    /** Whoever runs now has put down what came of it. */
    void leave() {
        if (running != null) {
            running.at = null;
        }
    }

    /** Whoever runs now looks whether all is halted. */
    void look(long order) {
        if (running != null) {
            running.looked = order;
            running.lookedAt = clock.instant();
        }
    }

    /** When that was. */
    Instant lookedAt() {
        return running == null ? Instant.MIN : running.lookedAt;
    }

    /** When whoever runs now last looked at that; 0 where it never did. */
    long looked() {
        return running == null ? 0 : running.looked;
    }

    /** Whether whoever runs now has used up its time: Lambda has ended it. */
    boolean isOutOfTime() {
        return running != null && clock.instant().isAfter(running.deadline);
    }

    /** Whoever runs now lets others go first; it may be that some time passes before it goes on. */
    void letOthers(int ticks) {
        var turn = running;
        if (turn != null) {
            turn.slow = ticks;
            turn.back.release();
            turn.go.acquireUninterruptibly();
        }
    }

    /** Lets one of those who can go on do so, up to its next call; false where nobody can. */
    boolean one() {
        var able = live.stream().filter(turn -> turn.slow == 0).toList();
        if (able.isEmpty()) {
            return false;
        }
        var turn = able.get(able.size() == 1 ? 0 : choices.below(able.size()));
        running = turn;
        turn.go.release();
        turn.back.acquireUninterruptibly();
        running = null;
        if (turn.over) {
            live.remove(turn);
            var failure = turn.failure;
            if (failure != null) {
                throw new IllegalStateException(turn.name + " failed the simulation", failure);
            }
        }
        return true;
    }

    /** Time passed: who was slow comes nearer to its turn. */
    void tick() {
        live.forEach(turn -> turn.slow = Math.max(0, turn.slow - 1));
    }
}
