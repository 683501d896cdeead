package tocsin.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.health.Together;

/** Side by side, each in a virtual thread of its own. */
public final class VirtualThreads implements Together {
    @Override
    public <T> List<Came<T>> all(List<Work<T>> all, int most, Duration within) {
        var until = System.nanoTime() + within.toNanos();
        var places = new Semaphore(most);
        var running = new ArrayList<Running<T>>();
        for (var work : all) {
            running.add(begun(work, places, until));
        }
        List<Came<T>> came = new ArrayList<>();
        for (var each : running) {
            came.add(each == null ? new Came.NotBegun<>() : each.await());
        }
        return List.copyOf(came);
    }

    /** Begun as soon as there is a place; null where there was none in time. */
    private static <T> @Nullable Running<T> begun(Work<T> work, Semaphore places, long until) {
        try {
            if (!places.tryAcquire(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                return null;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
        var left = Duration.ofNanos(until - System.nanoTime());
        if (!left.isPositive()) {
            places.release();
            return null;
        }
        var running = new Running<T>(work.what(), work.limit(left), places);
        running.start();
        return running;
    }

    /** One that runs. Its place is free once it is done, or late: whoever left it behind waits for it no more. */
    private static final class Running<T> {
        private final Supplier<T> what;
        private final Duration limit;
        private final Semaphore places;
        private final long begun = System.nanoTime();
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition done = lock.newCondition();
        private @Nullable Came<T> came;
        private @Nullable Thread thread;

        Running(Supplier<T> what, Duration limit, Semaphore places) {
            this.what = what;
            this.limit = limit;
            this.places = places;
        }

        void start() {
            thread = Thread.ofVirtual().name("check").start(this::run);
            Thread.ofVirtual().name("check's time").start(this::late);
        }

        private void run() {
            try {
                var value = what.get();
                end(new Came.Done<>(value, took()));
            } catch (RuntimeException failure) {
                end(new Came.Failed<>(failure, took()));
            } catch (Error fault) {
                end(new Came.Failed<>(new IllegalStateException(fault.toString(), fault), took()));
            }
        }

        private Duration took() {
            return Duration.ofNanos(System.nanoTime() - begun);
        }

        /** The first end counts. */
        private void end(Came<T> with) {
            lock.lock();
            try {
                if (came == null) {
                    came = with;
                    places.release();
                    done.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        private void late() {
            lock.lock();
            try {
                var left = limit.toNanos();
                while (came == null && left > 0) {
                    left = done.awaitNanos(left);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
            end(new Came.Late<>(limit));
            var running = thread;
            if (running != null) {
                running.interrupt();
            }
        }

        Came<T> await() {
            lock.lock();
            try {
                while (came == null) {
                    done.awaitUninterruptibly();
                }
                return came;
            } finally {
                lock.unlock();
            }
        }
    }
}
