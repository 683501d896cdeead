package tocsin.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells where each function's package lies. The script {@code tocsin} has just filled them by the build. */
@Command(name = "package", description = "Builds what sam deploy takes.", mixinStandardHelpOptions = true)
final class PackageCommand implements Callable<Integer> {
    private static final List<String> FUNCTIONS =
            List.of("intake", "relay", "remediate", "database", "notify", "watch", "console");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var root = Path.of(System.getProperty("tocsin.root", ""));
        for (var function : FUNCTIONS) {
            var folder = Path.of("functions", function, "target", "package");
            if (!Files.isDirectory(root.resolve(folder))) {
                throw new WrongUse("no " + folder + ": it is './tocsin package' that builds it");
            }
            out.printf("%-36s %5.1f MB%n", folder, size(root.resolve(folder)) / 1e6);
        }
        return 0;
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(PackageCommand::bytes)
                    .sum();
        }
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
