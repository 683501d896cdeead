package tocsin.tests.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tocsin.config.Configuration;
import tocsin.configure.ConfigurationReader;
import tocsin.configure.Reading;
import tocsin.runbook.Runbooks;

/** The example product as the project itself configures it, and its alarms as the samples tell them. */
public final class Valine {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root", ".."));

    /** The project's own. */
    public static final Runbooks RUNBOOKS = read(text -> text, List.of()).runbooks();

    private static final Configuration PAGING = paging(text -> text);

    private Valine() {}

    /** The project's tocsin.yaml, with paging on. */
    public static Configuration paging() {
        return PAGING;
    }

    /** The project's tocsin.yaml, with paging on and changed by somebody. */
    public static Configuration paging(UnaryOperator<String> edit) {
        return read(edit, List.of()).configuration();
    }

    /**
     * The project's tocsin.yaml with paging on, changed by somebody, over other runbooks.
     *
     * @param runbooks files below the project's folder; none: the project's own
     */
    public static Reading.Read read(UnaryOperator<String> edit, List<String> runbooks) {
        try {
            var text = Files.readString(ROOT.resolve("tocsin.yaml"));
            var folder = Scratch.folder("tocsin-yaml");
            var file = folder.resolve("tocsin.yaml");
            for (var runbook : runbooks) {
                var beside = Files.createDirectories(folder.resolve("runbooks"));
                var from = ROOT.resolve(runbook);
                Files.copy(from, beside.resolve(from.getFileName()));
            }
            Files.writeString(file, edit.apply(text.replaceFirst("(?m)^paging: shadow", "paging: on")));
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
        return event("valine/" + name);
    }

    /** A sample below events: "sns/metric". */
    public static String event(String name) {
        try {
            return Files.readString(ROOT.resolve("events/" + name + ".json"));
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
