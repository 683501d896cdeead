package tocsin.configure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import tocsin.config.Configuration;
import tocsin.runbook.Runbooks;

/**
 * Compiles tocsin.yaml and the runbooks into the JSON that functions load: {@code Compiler CONFIG VALUES FOLDER...}.
 */
public final class Compiler {
    private static final int REFUSED = 2;

    private Compiler() {}

    /**
     * Writes the compiled form into each folder; exits with 2, and the findings, where the configuration is refused.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 3) {
            System.err.println("usage: Compiler CONFIG VALUES FOLDER...");
            System.exit(REFUSED);
        }
        var config = Path.of(arguments[0]).toAbsolutePath();
        var project = Path.of(System.getProperty("tocsin.root", "."));
        var folders = Arrays.stream(arguments).skip(2).map(Path::of).toList();
        switch (new ConfigurationReader(project).read(config, arguments[1], Map.of())) {
            case Reading.Read read -> write(read, folders);
            case Reading.Refused(var findings) -> {
                findings.forEach(System.err::println);
                System.exit(REFUSED);
            }
        }
    }

    /** Writes the compiled form into each folder. */
    public static void write(Reading.Read read, List<Path> folders) throws IOException {
        for (var folder : folders) {
            Files.createDirectories(folder);
            for (var resource : compiled(read).entrySet()) {
                Files.writeString(folder.resolve(resource.getKey()), resource.getValue());
            }
        }
    }

    /** Writes the compiled form as a jar; of the same configuration, the same bytes. */
    public static void jar(Reading.Read read, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var resource : compiled(read).entrySet()) {
                var entry = new JarEntry(resource.getKey());
                entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
                out.putNextEntry(entry);
                out.write(resource.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
    }

    private static SortedMap<String, String> compiled(Reading.Read read) {
        var compiled = new TreeMap<String, String>();
        compiled.put(Configuration.RESOURCE.substring(1), read.configuration().toJson() + "\n");
        compiled.put(Runbooks.RESOURCE.substring(1), read.runbooks().toJson() + "\n");
        return compiled;
    }
}
