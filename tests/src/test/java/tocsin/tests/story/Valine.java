package tocsin.tests.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tocsin.config.Configuration;
import tocsin.configure.ConfigurationReader;
import tocsin.configure.Reading;
import tocsin.runbook.Runbooks;

/** The example product as the project itself configures it, and its alarms as the samples tell them. */
public final class Valine {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root", ".."));

    /** The project's own. */
    public static final Runbooks RUNBOOKS = read("paging: on").runbooks();

    private static final Configuration PAGING = with("paging: on");

    private Valine() {}

    /** The project's tocsin.yaml, with paging on. */
    public static Configuration paging() {
        return PAGING;
    }

    private static Configuration with(String paging) {
        return read(paging).configuration();
    }

    private static Reading.Read read(String paging) {
        try {
            var text = Files.readString(ROOT.resolve("tocsin.yaml"));
            var folder = Files.createTempDirectory("tocsin-yaml");
            var file = folder.resolve("tocsin.yaml");
            Files.writeString(file, text.replaceFirst("(?m)^paging: shadow", paging));
            var reading = new ConfigurationReader(ROOT).read(file, "local", Map.of());
            if (reading instanceof Reading.Read read) {
                return read;
            }
            throw new IllegalStateException("tocsin.yaml is refused: " + reading.findings());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A sample below events/valine: "api-5xx-60.eventbridge". */
    public static String sample(String name) {
        try {
            return Files.readString(ROOT.resolve("events/valine/" + name + ".json"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Every sample in ALARM, without its way. */
    public static List<String> alarms() {
        try (var files = Files.list(ROOT.resolve("events/valine"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sns.json") && !name.contains("-ok."))
                    .map(name -> name.replace(".sns.json", ""))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
