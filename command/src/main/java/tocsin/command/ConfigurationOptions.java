package tocsin.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import tocsin.configure.ConfigurationReader;
import tocsin.configure.Reading;

/** Which configuration a command goes by. */
final class ConfigurationOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "The configuration in the place of tocsin.yaml.")
    private Path config = root().resolve("tocsin.yaml");

    @Option(names = "--values", paramLabel = "NAME", description = "The values: values/NAME.yaml (${DEFAULT-VALUE}).")
    private String values = "local";

    static Path root() {
        return Path.of(System.getProperty("tocsin.root", ""));
    }

    /** All that was found in it, good or bad. */
    Reading reading() {
        return new ConfigurationReader(root()).read(config, values, Map.of());
    }

    /** The configuration and its runbooks; refused with every error and its line where it is wrong. */
    Reading.Read read() {
        return accepted(reading());
    }

    /**
     * The same, with what only the caller knows.
     *
     * @param known values that go before the file's
     * @param settings fields that are set otherwise than the file has them
     */
    Reading.Read read(Map<String, String> known, Map<String, String> settings) {
        return accepted(new ConfigurationReader(root()).read(config, values, known, settings));
    }

    private static Reading.Read accepted(Reading reading) {
        return switch (reading) {
            case Reading.Read read -> read;
            case Reading.Refused refused ->
                throw new WrongUse(refused.findings().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(System.lineSeparator() + "tocsin: ")));
        };
    }
}
