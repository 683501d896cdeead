package tocsin.tests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most that a process had in memory, as Linux counts it. */
public final class Resident {
    private Resident() {}

    /**
     * In bytes; 0 where the system does not say.
     *
     * @param process its folder below /proc
     */
    public static long most(Path process) throws IOException {
        var status = process.resolve("status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }
}
