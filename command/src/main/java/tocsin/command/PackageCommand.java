package tocsin.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tocsin.configure.Compiler;
import tocsin.configure.ConfigurationReader;
import tocsin.configure.Reading;

/** Tells where each function's package lies. The script {@code tocsin} has just filled them by the build. */
@Command(name = "package", description = "Builds what sam deploy takes.", mixinStandardHelpOptions = true)
final class PackageCommand implements Callable<Integer> {
    private static final List<String> FUNCTIONS =
            List.of("intake", "relay", "remediate", "database", "notify", "watch", "console");

    @Option(names = "--values", description = "The values of this deployment: values/NAME.yaml.", paramLabel = "NAME")
    private String values = "local";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var root = Path.of(System.getProperty("tocsin.root", ""));
        compile(root);
        for (var function : FUNCTIONS) {
            var folder = folder(function);
            if (!Files.isDirectory(root.resolve(folder))) {
                throw new WrongUse("no " + folder + ": it is './tocsin package' that builds it");
            }
            out.printf("%-36s %5.1f MB%n", folder, size(root.resolve(folder)) / 1e6);
        }
        return 0;
    }

    /** Puts the compiled configuration into each package: it is what a function loads on AWS. */
    private void compile(Path root) throws IOException {
        switch (new ConfigurationReader(root).read(values)) {
            case Reading.Read read -> {
                for (var each : FUNCTIONS) {
                    var libraries = root.resolve(folder(each)).resolve("lib");
                    if (Files.isDirectory(libraries)) {
                        Compiler.jar(read, libraries.resolve("configuration.jar"));
                    }
                }
            }
            case Reading.Refused(var findings) ->
                throw new WrongUse("tocsin.yaml is refused\n"
                        + String.join(
                                "\n", findings.stream().map(Object::toString).toList()));
        }
    }

    private static Path folder(String function) {
        return Path.of("functions", function, "target", "package");
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
