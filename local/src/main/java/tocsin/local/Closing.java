package tocsin.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, to be closed in the reverse order, all of it whatever fails. */
final class Closing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T later(T part) {
        opened.push(part);
        return part;
    }

    /** Parts that are closed at the same time: each may take its while. */
    void laterTogether(List<? extends AutoCloseable> parts) {
        opened.push(() -> together(parts));
    }

    private static void together(List<? extends AutoCloseable> parts) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (var part : parts) {
            threads.add(Thread.ofPlatform().daemon().name("close").start(() -> closeOne(part)));
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    private static void closeOne(AutoCloseable part) {
        try {
            part.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // so it is declared
            LOG.warn("{} was not closed in order", part, e);
        }
    }

    /** Who comes second waits, and finds all closed. */
    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            closeOne(opened.pop());
        }
    }
}
