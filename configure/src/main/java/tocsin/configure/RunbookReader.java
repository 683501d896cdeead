package tocsin.configure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jspecify.annotations.Nullable;
import tocsin.action.Action;
import tocsin.action.Actions;
import tocsin.config.Finding;
import tocsin.config.Known;
import tocsin.config.Pattern;
import tocsin.config.PatternCheck;
import tocsin.runbook.Runbook;

/**
 * Reads a runbook: Markdown with the alarms that it answers in its front matter, a fenced {@code step} block where the
 * machine acts, and one {@code proof}. Whatever is wrong is reported at once, each with its line.
 */
final class RunbookReader {
    private static final String FENCE = "---";
    private static final String WHEN = "when";
    private static final List<String> BLOCKS = List.of("step", "proof");

    private final String file;
    private final Known known;
    private final boolean acts;
    private final List<String> lines;
    private final List<Finding> findings = new ArrayList<>();
    private final StepReader stepReader;
    private final List<Runbook.Step> steps = new ArrayList<>();
    private @Nullable Pattern when;
    private @Nullable String title;
    private Runbook.@Nullable Proof proof;

    private RunbookReader(String file, String text, Known known, Resources resources, boolean acts) {
        this.file = file;
        this.known = known;
        this.acts = acts;
        this.lines = text.lines().toList();
        this.stepReader = new StepReader(file, resources, known.stages(), findings);
    }

    /**
     * The runbook; empty where it cannot be run as it is, which the findings then say.
     *
     * @param name what tocsin.yaml calls it
     * @param acts whether it is not in the shadow everywhere
     */
    static Optional<Runbook> read(
            String file,
            String name,
            String text,
            Known known,
            Resources resources,
            boolean acts,
            List<Finding> findings) {
        var reader = new RunbookReader(file, text, known, resources, acts);
        reader.read();
        findings.addAll(reader.findings);
        return reader.findings.stream().anyMatch(Finding::refuses)
                ? Optional.empty()
                : Optional.of(new Runbook(
                        name, Objects.requireNonNull(reader.title), reader.when, reader.steps, reader.proof));
    }

    private void read() {
        var body = frontMatter();
        // its lines stay where they are, so that what is found below them has the file's own numbers
        var blank = Collections.nCopies(body, "");
        var document = Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .build()
                .parse(String.join("\n", blank)
                        + (body > 0 ? "\n" : "")
                        + String.join("\n", lines.subList(body, lines.size())));
        document.accept(new Blocks());
        if (title == null) {
            error(1, "lacks a title: # What is wrong");
        }
        if (steps.isEmpty() && findings.isEmpty()) {
            error(1, "has no step: a fenced block ```step with an action");
        }
        proofIsEnough();
        if (findings.stream().noneMatch(Finding::refuses)) {
            findings.addAll(Walk.findings(file, steps));
        }
    }

    /** Reads it, where there is one; gives the number of its lines. */
    private int frontMatter() {
        if (lines.isEmpty() || !lines.getFirst().strip().equals(FENCE)) {
            return 0;
        }
        var end = lines.subList(1, lines.size()).stream()
                        .map(String::strip)
                        .toList()
                        .indexOf(FENCE)
                + 1;
        if (end == 0) {
            error(1, "the front matter that begins here has no end: a line " + FENCE);
            return lines.size();
        }
        var yaml = String.join("\n", lines.subList(1, end));
        if (!yaml.isBlank()) {
            YamlReader.read(file, yaml, 1, findings).ifPresent(this::frontMatter);
        }
        return end + 1;
    }

    private void frontMatter(YamlTree tree) {
        tree.all().forEach((key, field) -> {
            if (!key.equals(WHEN)) {
                error(field.line(), key + ": there is no such field; " + Nearest.hint(key, List.of(WHEN)));
            }
        });
        if (tree.all().isEmpty()) {
            error(tree.line(), "the front matter is no map; expected when: and a pattern");
        }
        tree.get(WHEN).ifPresent(pattern -> when(tree, pattern));
    }

    private void when(YamlTree tree, YamlTree pattern) {
        var json = pattern.json().toString();
        Placeholders.names(json)
                .forEach(name -> error(tree.lineOf(List.of(WHEN)), WHEN + ": ${" + name + "} means nothing here"));
        for (var problem : PatternCheck.problems(json, PatternCheck.Use.RUNBOOK, known)) {
            var path = YamlTree.path(List.of(WHEN), problem.path().toArray(String[]::new));
            error(tree.lineOf(path), YamlTree.written(path) + ": " + problem.text());
        }
        when = new Pattern(json);
    }

    /** Takes the document's blocks in their order, wherever they are nested. */
    private final class Blocks extends AbstractVisitor {
        private String heading = "";
        private int text; // the index of the first line that belongs to the next step

        @Override
        public void visit(Heading node) {
            var says = TextContentRenderer.builder().build().render(node).strip();
            if (node.getLevel() == 1 && title == null) {
                title = says;
            }
            heading = says;
            text = end(node);
        }

        @Override
        public void visit(FencedCodeBlock node) {
            var info = Optional.ofNullable(node.getInfo()).orElse("").strip();
            var line = line(node);
            switch (info) {
                case "step" -> {
                    var before = lines.subList(Math.min(text, line - 1), line - 1);
                    yaml(node)
                            .flatMap(tree -> stepReader.read(
                                    tree, heading, String.join("\n", before).strip(), line))
                            .ifPresent(steps::add);
                    text = end(node);
                }
                case "proof" -> proof(node);
                default -> {
                    if (BLOCKS.contains(info.toLowerCase(Locale.ROOT).replaceFirst("s$", ""))) {
                        error(line, "```" + info + " is only shown; " + Nearest.hint(info, BLOCKS));
                    }
                }
            }
        }

        private Optional<YamlTree> yaml(FencedCodeBlock node) {
            return YamlReader.read(file, node.getLiteral(), line(node), findings);
        }

        private void proof(FencedCodeBlock node) {
            if (proof != null) {
                error(line(node), "a second proof; the other is in line " + proof.line());
            }
            yaml(node).ifPresent(tree -> proof = new ProofReader(file, findings).read(tree, line(node)));
        }
    }

    /** What no alarm starts has none that could be OK: there, what users feel is proof enough. */
    private void proofIsEnough() {
        var changing = steps.stream()
                .flatMap(step -> Actions.BUILT.named(step.action()).stream())
                .filter(action -> action.kind() == Action.Kind.CHANGES)
                .toList();
        if (changing.isEmpty()) {
            return;
        }
        if (proof == null) {
            if (findings.isEmpty()) {
                withoutProof();
            }
        } else if (!proof.probe()) {
            error(proof.line(), resting(changing));
        } else if (when != null && !proof.alarm()) {
            error(proof.line(), "is not enough for what an alarm starts; expected alarm: ok beside probe: well");
        }
    }

    private void withoutProof() {
        if (acts) {
            error(1, "changes something and has no ```proof");
        } else {
            findings.add(Finding.warning(
                    file, 1, "changes something and has no ```proof: it may only be in the shadow until it has one"));
        }
    }

    /** Without what users feel, the alarm's metric is all that there is. */
    private String resting(List<Action> changing) {
        for (var action : changing) {
            var lowered = action.lowers().stream()
                    .filter(metric -> when != null && when.json().contains('"' + metric + '"'))
                    .findFirst();
            if (lowered.isPresent()) {
                return "rests on " + lowered.get() + " alone, which " + action.name()
                        + " lowers by itself; expected probe: well, what users feel";
            }
        }
        return "is not enough for what changes something; expected probe: well, what users feel";
    }

    private static int line(Node node) {
        return node.getSourceSpans().getFirst().getLineIndex() + 1;
    }

    private static int end(Node node) {
        return node.getSourceSpans().getLast().getLineIndex() + 1;
    }

    private void error(int line, String text) {
        findings.add(Finding.error(file, line, text));
    }
}
