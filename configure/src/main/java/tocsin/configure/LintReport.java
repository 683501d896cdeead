package tocsin.configure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tocsin.config.Finding;

/** What lint has found, and what would become of each known alarm. Reports of other files are added to it. */
public record LintReport(List<Finding> findings, List<Row> alarms) {
    public LintReport {
        findings = List.copyOf(findings);
        alarms = List.copyOf(alarms);
    }

    /** One known alarm: whose it is, how bad, who hears, and which runbook answers it in which mode. */
    public record Row(String alarm, String service, String severity, String hears, String runbook, String because) {
        private List<String> cells() {
            return List.of(alarm, service, severity, hears, runbook, because);
        }
    }

    /** The same with what another check has found. */
    public LintReport plus(List<Finding> more) {
        return new LintReport(Stream.concat(findings.stream(), more.stream()).toList(), alarms);
    }

    /** Whether anything is refused; warnings refuse nothing. */
    public boolean refuses() {
        return findings.stream().anyMatch(Finding::refuses);
    }

    /** The findings, then the table, for a person to read. */
    public String text() {
        var lines = new ArrayList<>(findings.stream().map(Finding::toString).toList());
        if (!alarms.isEmpty()) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(table());
            lines.add("");
        }
        var errors = findings.stream().filter(Finding::refuses).count();
        lines.add(errors + " errors, " + (findings.size() - errors) + " warnings");
        return String.join("\n", lines);
    }

    private List<String> table() {
        var rows = new ArrayList<>(List.of(List.of("ALARM", "SERVICE", "SEVERITY", "WHO HEARS", "RUNBOOK", "BECAUSE")));
        alarms.forEach(row -> rows.add(row.cells()));
        var widths = new ArrayList<Integer>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            var cells = column;
            widths.add(
                    rows.stream().mapToInt(row -> row.get(cells).length()).max().orElse(0));
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> cells, List<Integer> widths) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            var cell = cells.get(column);
            line.append(cell).repeat(' ', widths.get(column) - cell.length() + 2);
        }
        return line.toString().stripTrailing();
    }
}
