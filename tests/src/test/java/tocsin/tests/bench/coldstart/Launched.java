package tocsin.tests.bench.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import tocsin.tests.bench.Resident;
import tocsin.tests.wire.Emulator;
import tocsin.tests.wire.Program;

/** A function behind AWS's Runtime Interface Emulator, which starts it with the first event. */
final class Launched implements AutoCloseable {
    private static final Pattern INIT = Pattern.compile("INIT REPORT\\(durationMs: ([0-9.]+)\\)");

    private final Program program;
    private final Emulator emulator;

    Launched(Program program) throws IOException, InterruptedException {
        if (!Emulator.isHere()) {
            throw new IOException("the emulator was not built: Go is needed (1.24 or newer), and then tests/setup");
        }
        this.program = program;
        Files.deleteIfExists(program.log());
        emulator = new Emulator(program);
    }

    /** How long an event's answer took, in milliseconds; the answer is what it should be, or nothing is measured. */
    double answer(Event event) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var answer = emulator.answer(event.text());
        var millis = (System.nanoTime() - begun) / 1e6;
        if (!event.isAnsweredBy(answer)) {
            throw new IOException(program.name() + " answers " + answer + "\n" + said());
        }
        return millis;
    }

    /** From the start of the process until it asked for its first event, in milliseconds. */
    double init() throws IOException {
        var report = INIT.matcher(said());
        if (!report.find()) {
            throw new IOException("no INIT REPORT of " + program.name() + "\n" + said());
        }
        return Double.parseDouble(report.group(1));
    }

    /** The most that the function's process had in memory so far, in megabytes. */
    double memory() throws IOException {
        return Resident.most(Path.of("/proc", Long.toString(emulator.function().pid()))) / 1024.0 / 1024;
    }

    private String said() throws IOException {
        return Files.readString(program.log());
    }

    @Override
    public void close() {
        emulator.close();
    }
}
