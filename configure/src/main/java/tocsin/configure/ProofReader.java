package tocsin.configure;

import java.time.Duration;
import java.util.List;
import tocsin.action.DurationText;
import tocsin.config.Finding;
import tocsin.runbook.Runbook;

/** Reads what must hold before it is believed that a runbook has helped. */
final class ProofReader {
    private static final List<String> FIELDS = List.of("alarm", "probe", "within", "for");

    private final String file;
    private final List<Finding> findings;

    ProofReader(String file, List<Finding> findings) {
        this.file = file;
        this.findings = findings;
    }

    /** @param line where its block begins */
    Runbook.Proof read(YamlTree tree, int line) {
        tree.all().forEach((key, field) -> {
            if (!FIELDS.contains(key)) {
                error(field.line(), "proof." + key + ": there is no such field; " + Nearest.hint(key, FIELDS));
            }
        });
        return new Runbook.Proof(
                word(tree, "alarm", "ok"),
                word(tree, "probe", "well"),
                duration(tree, "within", line),
                duration(tree, "for", line),
                line);
    }

    private boolean word(YamlTree tree, String field, String expected) {
        var value = tree.get(field);
        if (value.isPresent() && !value.get().string().orElse("").equals(expected)) {
            error(value.get().line(), "proof." + field + ": " + value.get().json() + "; expected " + expected);
        }
        return value.isPresent();
    }

    private Duration duration(YamlTree tree, String field, int line) {
        var value = tree.get(field);
        var read = value.flatMap(YamlTree::string).flatMap(DurationText::read).filter(Duration::isPositive);
        if (read.isEmpty()) {
            var found = value.map(each -> each.json().toString()).orElse("is missing");
            error(value.map(YamlTree::line).orElse(line), "proof." + field + ": " + found + "; expected a time: 10m");
        }
        return read.orElse(Duration.ofMinutes(1));
    }

    private void error(int line, String text) {
        findings.add(Finding.error(file, line, text));
    }
}
