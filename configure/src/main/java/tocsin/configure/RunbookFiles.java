package tocsin.configure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tocsin.config.Finding;
import tocsin.config.Known;
import tocsin.config.Pattern;
import tocsin.config.PatternCheck;

/** The runbooks of a folder, as far as the configuration needs them: their names, and which alarms each answers. */
final class RunbookFiles {
    private static final java.util.regex.Pattern FRONT_MATTER =
            java.util.regex.Pattern.compile("(?s)\\A---\\R(.*?\\R)---\\R");
    private static final String ENDING = ".md";

    private RunbookFiles() {}

    /** Each runbook by name with its {@code when}, sorted by name; README.md is none. */
    static Map<String, Optional<Pattern>> read(Path folder, Known known, List<Finding> findings) {
        var whens = new TreeMap<String, Optional<Pattern>>();
        if (!Files.isDirectory(folder)) {
            return whens;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                var name = file.getFileName().toString();
                if (name.endsWith(ENDING) && !name.equals("README.md")) {
                    var when = when("runbooks/" + name, Files.readString(file), known, findings);
                    whens.put(name.substring(0, name.length() - ENDING.length()), when);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the runbooks in " + folder + " cannot be read", failure);
        }
        return whens;
    }

    private static Optional<Pattern> when(String file, String text, Known known, List<Finding> findings) {
        var front = FRONT_MATTER.matcher(text);
        if (!front.find()) {
            return Optional.empty();
        }
        return YamlReader.read(file, front.group(1), 1, findings)
                .flatMap(tree -> tree.get("when").flatMap(when -> when(file, tree, when, known, findings)));
    }

    private static Optional<Pattern> when(
            String file, YamlTree tree, YamlTree when, Known known, List<Finding> findings) {
        var json = when.json().toString();
        Placeholders.names(json)
                .forEach(name -> findings.add(
                        Finding.error(file, tree.lineOf(List.of("when")), "when: ${" + name + "} means nothing here")));
        var problems = PatternCheck.problems(json, PatternCheck.Use.RUNBOOK, known);
        problems.forEach(problem -> {
            var path = YamlTree.path(List.of("when"), problem.path().toArray(String[]::new));
            findings.add(Finding.error(file, tree.lineOf(path), YamlTree.written(path) + ": " + problem.text()));
        });
        return problems.isEmpty() ? Optional.of(new Pattern(json)) : Optional.empty();
    }
}
