package tocsin.tests.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command in a process of its own; what it prints is kept, both streams in one. */
final class Tocsin implements AutoCloseable {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root"));
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    /** How it ended, and all that it printed. */
    record Ended(int code, String said) {}

    private Tocsin(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().start(this::read);
    }

    static Tocsin start(String... arguments) {
        return startIn(ROOT, arguments);
    }

    /** @param root the project's folder */
    static Tocsin startIn(Path root, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dtocsin.root=" + root,
                "-cp",
                System.getProperty("java.class.path"),
                "tocsin.command.Main"));
        command.addAll(List.of(arguments));
        try {
            return new Tocsin(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Ended run(String... arguments) {
        try (var tocsin = start(arguments)) {
            return tocsin.ended(SOON);
        }
    }

    static Ended runIn(Path root, String... arguments) {
        try (var tocsin = startIn(root, arguments)) {
            return tocsin.ended(SOON);
        }
    }

    private void read() {
        try (BufferedReader from = process.inputReader()) {
            for (var line = from.readLine(); line != null; line = from.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException gone) {
            // it was killed
        }
    }

    /** Waits for a line with this in it; fails where it ends before. */
    String line(String part) {
        var until = System.nanoTime() + SOON.toNanos();
        synchronized (lines) {
            while (true) {
                for (var line : lines) {
                    if (line.contains(part)) {
                        return line;
                    }
                }
                if (System.nanoTime() > until || !reader.isAlive()) {
                    throw new AssertionError("no line with '" + part + "' in:\n" + String.join("\n", lines));
                }
                pause();
            }
        }
    }

    private void pause() {
        try {
            lines.wait(100);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String said() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** What it said, told as one line: as a terminal's width has broken it nobody compares it. */
    static String unbroken(String said) {
        return said.replaceAll("\\s+", " ");
    }

    boolean runs() {
        return process.isAlive();
    }

    /** SIGKILL: nothing of its own runs any more. */
    void kill() {
        process.destroyForcibly();
        ended(SOON);
    }

    /** SIGTERM. */
    Ended stop() {
        process.destroy();
        return ended(SOON);
    }

    Ended ended(Duration within) {
        try {
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it did not end within " + within + ":\n" + said());
            }
            reader.join();
            return new Ended(process.exitValue(), said());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }
}
