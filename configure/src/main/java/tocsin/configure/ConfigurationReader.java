package tocsin.configure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tocsin.config.Configuration;
import tocsin.config.Finding;
import tocsin.runbook.Runbooks;

/**
 * Reads tocsin.yaml with its values and runbooks, which are looked for beside it and else in the project. Whatever is
 * wrong is reported at once, each with its line.
 */
public final class ConfigurationReader {
    private final Path project;

    /** A reader for the project in this folder. */
    public ConfigurationReader(Path project) {
        this.project = project.toAbsolutePath().normalize();
    }

    /** Reads the project's own tocsin.yaml with the values of this name. */
    public Reading read(String values) {
        return read(project.resolve("tocsin.yaml"), values, Map.of());
    }

    /**
     * Reads a configuration.
     *
     * @param values the name of {@code values/<name>.yaml}
     * @param known values that only the caller knows; they go before the file's
     */
    public Reading read(Path file, String values, Map<String, String> known) {
        return read(file, values, known, Map.of());
    }

    /**
     * Reads a configuration in which some fields are set otherwise.
     *
     * @param settings texts by the path of their field: {@code pager.url}, {@code paging}
     */
    public Reading read(Path file, String values, Map<String, String> known, Map<String, String> settings) {
        var absolute = file.toAbsolutePath().normalize();
        var name = name(absolute);
        var findings = new ArrayList<Finding>();
        var read = text(absolute, name, findings).flatMap(text -> YamlReader.read(name, text, 0, findings));
        if (read.isEmpty()) {
            return new Reading.Refused(findings);
        }
        var missing = missing(absolute, values);
        if (missing.isPresent()) {
            return new Reading.Refused(List.of(missing.get())); // each value that it would have set is not set either
        }
        var filled = Placeholders.fill(
                Settings.set(read.get(), settings), name, values(absolute, values, known, findings), findings);
        var calendars = CalendarFiles.read(filled, name, calendar -> beside(absolute, calendar.toString()), findings);
        return judged(filled, name, beside(absolute, "runbooks"), calendars, findings);
    }

    private static Reading judged(
            YamlTree filled, String name, Path folder, Map<String, String> calendars, List<Finding> findings) {
        var notBuilt = new ArrayList<Finding>();
        var tree = NotBuilt.without(filled, name, notBuilt);
        findings.addAll(Schema.load().check(tree, name));
        var runbooks = RunbookFiles.read(folder, Meaning.known(tree), Resources.of(tree), acting(tree), findings);
        var names = Files.isDirectory(folder) ? Optional.of(runbooks.keySet()) : Optional.<Set<String>>empty();
        findings.addAll(Meaning.check(name, tree, names));
        // what is missing where something not built was left out is no fault of its own
        findings.removeIf(
                finding -> notBuilt.stream().filter(Finding::refuses).anyMatch(other -> sameLine(finding, other)));
        findings.addAll(notBuilt);
        var sorted = sorted(findings, name);
        return sorted.stream().anyMatch(Finding::refuses)
                ? new Reading.Refused(sorted)
                : new Reading.Read(
                        Assembly.of(tree, runbooks, calendars),
                        new Runbooks(runbooks.values().stream()
                                .flatMap(Optional::stream)
                                .toList()),
                        sorted,
                        new Lines(name, tree));
    }

    /** The runbooks that may change something somewhere: one that is not named is in the shadow. */
    private static Set<String> acting(YamlTree tree) {
        return tree.get("runbooks").map(YamlTree::all).orElse(Map.of()).entrySet().stream()
                .filter(runbook -> runbook.getValue().value().all().values().stream()
                        .anyMatch(mode -> !mode.value().string().orElse("").equals("shadow")))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean sameLine(Finding one, Finding other) {
        return one.file().equals(other.file()) && one.line() == other.line();
    }

    /** Each once, those of the file itself first, by their lines. */
    private static List<Finding> sorted(List<Finding> findings, String name) {
        return findings.stream()
                .distinct()
                .sorted(Comparator.comparing(
                                (Finding finding) -> !finding.file().equals(name))
                        .thenComparing(Finding::file)
                        .thenComparingInt(Finding::line))
                .toList();
    }

    /** The configuration, or an error with every finding: for those who cannot go on without. */
    public static Configuration orThrow(Reading reading) {
        return switch (reading) {
            case Reading.Read read -> read.configuration();
            case Reading.Refused(var findings) ->
                throw new IllegalArgumentException(String.join(
                        "\n", findings.stream().map(Finding::toString).toList()));
        };
    }

    /** That there are no values of this name. */
    private Optional<Finding> missing(Path file, String values) {
        var path = beside(file, "values/" + values + ".yaml");
        return Files.isRegularFile(path)
                ? Optional.empty()
                : Optional.of(
                        Finding.error(name(path), 1, "there is no such file; " + Nearest.hint(values, named(path))));
    }

    /** The names of the values that there are. */
    private static List<String> named(Path path) {
        var folder = path.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".yaml"))
                    .map(file -> file.substring(0, file.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("the values in " + folder + " cannot be read", failure);
        }
    }

    private Values values(Path file, String values, Map<String, String> known, List<Finding> findings) {
        var path = beside(file, "values/" + values + ".yaml");
        var read = Values.read(path, name(path), findings);
        for (var entry : known.entrySet()) {
            read = read.with(entry.getKey(), entry.getValue());
        }
        return read;
    }

    private Path beside(Path file, String other) {
        var here = Optional.ofNullable(file.getParent()).orElse(project).resolve(other);
        return Files.exists(here) ? here : project.resolve(other);
    }

    private static Optional<String> text(Path file, String name, List<Finding> findings) {
        try {
            return Optional.of(Files.readString(file));
        } catch (MalformedInputException _) {
            findings.add(Finding.error(name, 1, "is not text in UTF-8"));
        } catch (IOException _) {
            findings.add(Finding.error(name, 1, "cannot be read: is there such a file?"));
        }
        return Optional.empty();
    }

    private String name(Path file) {
        return file.startsWith(project) ? project.relativize(file).toString() : file.toString();
    }
}
