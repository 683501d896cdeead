package tocsin.configure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tocsin.config.Finding;
import tocsin.config.Known;
import tocsin.runbook.Runbook;

/** The runbooks of a folder. */
final class RunbookFiles {
    private static final String ENDING = ".md";
    private static final String FOR_PEOPLE = "README.md";

    private RunbookFiles() {}

    /**
     * Each runbook by its name, sorted; empty where it cannot be run as it is, which the findings then say.
     *
     * @param acting the names of those that are not in the shadow everywhere
     */
    static Map<String, Optional<Runbook>> read(
            Path folder, Known known, Resources resources, Set<String> acting, List<Finding> findings) {
        var runbooks = new TreeMap<String, Optional<Runbook>>();
        for (var file : files(folder)) {
            var name = file.getFileName().toString();
            var shown = "runbooks/" + name;
            var word = name.substring(0, name.length() - ENDING.length());
            try {
                var text = Files.readString(file);
                runbooks.put(
                        word, RunbookReader.read(shown, word, text, known, resources, acting.contains(word), findings));
            } catch (MalformedInputException _) {
                findings.add(Finding.error(shown, 1, "is not text in UTF-8"));
                runbooks.put(word, Optional.empty());
            } catch (IOException failure) {
                throw new UncheckedIOException(file + " cannot be read", failure);
            }
        }
        findings.addAll(HandOvers.findings(runbooks, resources));
        return runbooks;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .filter(file -> !file.getFileName().toString().equals(FOR_PEOPLE))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("the runbooks in " + folder + " cannot be read", failure);
        }
    }
}
