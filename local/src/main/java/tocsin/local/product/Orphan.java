package tocsin.local.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL that still runs on a data folder although whoever started it was killed. */
final class Orphan {
    private static final int PATIENCE = 15;

    private Orphan() {}

    /** Ends it. Only who holds the data folder may ask for that. */
    static void stop(Path cluster) throws IOException {
        var file = cluster.resolve("postmaster.pid");
        if (Files.notExists(file)) {
            return;
        }
        var first = Files.readString(file).lines().findFirst().orElse("").strip();
        var running = first.matches("[0-9]{1,9}") ? ProcessHandle.of(Long.parseLong(first)) : null;
        // the number may be another process's by now
        if (running != null && running.filter(Orphan::isPostgres).isPresent()) {
            end(running.get(), cluster);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/postgres");
    }

    private static void end(ProcessHandle process, Path cluster) throws IOException {
        process.destroy();
        try {
            process.onExit().get(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "process " + process.pid() + ", an earlier PostgreSQL on " + cluster + ", does not end", e);
        }
    }
}
