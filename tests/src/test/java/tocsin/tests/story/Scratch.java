package tocsin.tests.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder that is gone with the JVM: where a test's own does not reach, since a command makes worlds too. */
public final class Scratch {
    private Scratch() {}

    /** A new one, whose name begins so. */
    public static Path folder(String name) throws IOException {
        var folder = Files.createTempDirectory(name);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
    }

    private static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
        } catch (IOException leftBehind) {
            // the system clears its folder of temporary files itself
        }
    }
}
