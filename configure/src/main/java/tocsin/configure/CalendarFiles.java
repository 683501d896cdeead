package tocsin.configure;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tocsin.config.Finding;

/** Calendars of rotas that are files: they become part of the configuration, since a function has no other files. */
final class CalendarFiles {
    /** Each function reads the configuration when it starts. */
    private static final int LONGEST = 100_000;

    private CalendarFiles() {}

    static boolean isFile(String calendar) {
        return !calendar.matches("(https?|webcal)://.*|secret:.*");
    }

    /** The files that rotas name, with what stands in them. */
    static Map<String, String> read(YamlTree tree, String file, UnaryOperator<Path> beside, List<Finding> findings) {
        var files = new TreeMap<String, String>();
        Meaning.at(tree, "rotas")
                .all()
                .forEach((name, rota) -> Meaning.string(rota.value(), "calendar")
                        .filter(CalendarFiles::isFile)
                        .ifPresent(calendar -> text(beside.apply(Path.of(calendar)))
                                .ifPresentOrElse(text -> files.put(calendar, text), () -> {
                                    var path = List.of("rotas", name, "calendar");
                                    findings.add(Finding.error(
                                            file,
                                            tree.lineOf(path),
                                            YamlTree.written(path) + ": " + Meaning.quoted(calendar)
                                                    + " cannot be read; expected a file of text beside " + file + ", "
                                                    + LONGEST / 1_000 + " KB at most"));
                                })));
        return files;
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LONGEST
                    ? Optional.of(Files.readString(file))
                    : Optional.empty();
        } catch (MalformedInputException notText) {
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
