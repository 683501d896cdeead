package tocsin.command;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tocsin.local.data.DataInUse;
import tocsin.local.http.PortInUse;
import tocsin.local.product.Site;
import tocsin.local.template.TemplateRefused;

/** Starting and stopping a site for somebody at a terminal. */
final class Running {
    private Optional<Site> site = Optional.empty();

    private Running() {}

    /** Starts it; what the person who typed can put right is told in a sentence. */
    static Site started(Site.Settings settings) {
        try {
            return Site.start(settings);
        } catch (DataInUse taken) {
            throw new WrongUse(taken.getMessage() + "; it was left alone");
        } catch (PortInUse taken) {
            throw new WrongUse(taken.getMessage() + "; --port 0 takes any that is free");
        } catch (TemplateRefused refused) {
            throw new WrongUse(String.valueOf(refused.getMessage()));
        } catch (UncheckedIOException broken) {
            throw new WrongUse(broken.getMessage() + " (" + broken.getCause() + ")");
        }
    }

    /**
     * Runs it until SIGTERM or Ctrl-C, and then ends this process with 0, everything stopped in order. A signal that
     * comes while it starts is obeyed once it has.
     */
    static void untilStopped(Supplier<Site> start, Consumer<Site> ready) throws InterruptedException {
        var running = new Running();
        synchronized (running) {
            Runtime.getRuntime().addShutdownHook(new Thread(running::stop, "stop"));
            running.site = Optional.of(start.get());
        }
        running.site.ifPresent(ready);
        new CountDownLatch(1).await();
    }

    /** Starts it for a while: a signal that ends this process, even while it starts, stops it in order before. */
    static Site untilEnded(Site.Settings settings) {
        var running = new Running();
        synchronized (running) {
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
            var started = started(settings);
            running.site = Optional.of(started);
            return started;
        }
    }

    /** Whether this process has been told to end: what fails from then on fails because of that. */
    static boolean isStopping() {
        try {
            var none = new Thread(() -> {});
            Runtime.getRuntime().addShutdownHook(none);
            Runtime.getRuntime().removeShutdownHook(none);
            return false;
        } catch (IllegalStateException stopping) {
            return true;
        }
    }

    private synchronized void close() {
        site.ifPresent(Site::close);
    }

    private synchronized void stop() {
        close();
        if (site.isPresent()) {
            Runtime.getRuntime().halt(0); // the virtual machine's own answer to a signal is 143
        }
    }
}
