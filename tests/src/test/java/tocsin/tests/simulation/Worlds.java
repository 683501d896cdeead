package tocsin.tests.simulation;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Worlds, each of a seed of its own, told on a thread of the kind that their invocations are: to change is cheap. */
final class Worlds {
    /** As many minutes of bad weather as each lasts unless told otherwise. */
    static final int MINUTES = 60;

    private Worlds() {}

    static Simulation.End of(long seed, int minutes, Fault fault) {
        return on(() -> Simulation.run(Choices.of(seed), minutes, fault));
    }

    static <T> T on(Callable<T> work) {
        var task = new FutureTask<>(() -> {
            Thread.currentThread().setContextClassLoader(Worlds.class.getClassLoader());
            return work.call();
        });
        Thread.ofVirtual().start(task);
        try {
            return task.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the world itself is at fault", failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }
}
