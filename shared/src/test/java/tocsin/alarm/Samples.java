package tocsin.alarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The payloads under events/. */
final class Samples {
    /** Later than every sample. */
    static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    static final Path EVENTS = Path.of("..", "events");
    private static final String ANSWER = ".expected.json";

    private Samples() {}

    static List<Path> files() throws IOException {
        try (var files = Files.walk(EVENTS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> all() throws IOException {
        return files().stream().filter(file -> !isAnswer(file)).toList();
    }

    static boolean isAnswer(Path file) {
        return file.toString().endsWith(ANSWER);
    }

    static Path answer(Path sample) {
        var name = sample.getFileName().toString();
        return sample.resolveSibling(name.substring(0, name.length() - ".json".length()) + ANSWER);
    }
}
