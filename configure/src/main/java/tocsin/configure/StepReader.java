package tocsin.configure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tocsin.action.Action;
import tocsin.action.Action.Parameter;
import tocsin.action.Actions;
import tocsin.action.Form;
import tocsin.config.Finding;
import tocsin.runbook.Given;
import tocsin.runbook.References;
import tocsin.runbook.Runbook.Step;

/** Reads the steps of one runbook in their order: a step may use what those above it have given. */
final class StepReader {
    private static final String ID = "id";
    private static final String IF = "if";
    private static final String NAME = "[a-z][a-z0-9-]{0,39}";

    private final String file;
    private final Resources resources;
    private final List<String> stages;
    private final List<Finding> findings;
    private final Set<String> ids = new LinkedHashSet<>();
    private final Set<String> outputs = new LinkedHashSet<>();

    StepReader(String file, Resources resources, List<String> stages, List<Finding> findings) {
        this.file = file;
        this.resources = resources;
        this.stages = stages;
        this.findings = findings;
    }

    /**
     * A step; empty where it cannot be done as it is written.
     *
     * @param text what the document says above it
     * @param line where its block begins
     */
    Optional<Step> read(YamlTree tree, String title, String text, int line) {
        var named = tree.all().keySet().stream()
                .filter(key -> !key.equals(ID) && !key.equals(IF))
                .toList();
        if (named.size() != 1) {
            error(
                    line,
                    named.isEmpty()
                            ? "a step without an action; expected ACTION: { PARAMETER: VALUE }"
                            : "one action a step, and here are " + String.join(", ", named));
            return Optional.empty();
        }
        var name = named.getFirst();
        var action = Actions.BUILT.named(name);
        if (action.isEmpty()) {
            var all = Actions.BUILT.all().stream().map(Action::name).toList();
            error(tree.lineOf(named), name + ": there is no such action; " + Nearest.hint(name, all));
            return Optional.empty();
        }
        var given = tree.get(IF).flatMap(condition -> given(tree, condition));
        var parameters = parameters(tree, action.get());
        var id = id(tree, name);
        action.get().outputs().forEach(output -> outputs.add(id + "." + output));
        return Optional.of(new Step(id, title, text, name, parameters, given.orElse(null), line));
    }

    /** As it is written, or else the action's own last word. */
    private String id(YamlTree tree, String action) {
        var written = tree.get(ID);
        var id = written.flatMap(YamlTree::string).orElseGet(() -> free(action.substring(action.indexOf('.') + 1)));
        if (written.isPresent() && !id.matches(NAME)) {
            error(tree.lineOf(List.of(ID)), "id: " + written.get().json() + "; expected a name such as end-idle");
        } else if (!ids.add(id)) {
            error(tree.lineOf(List.of(ID)), "id: another step is called " + id);
        }
        return id;
    }

    private String free(String word) {
        var id = word;
        for (var number = 2; ids.contains(id); number++) {
            id = word + "-" + number;
        }
        return id;
    }

    private Optional<Given> given(YamlTree tree, YamlTree condition) {
        var given = new Given(condition.json().toString());
        var line = tree.lineOf(List.of(IF));
        try {
            for (var reference : given.references()) {
                if (!outputs.contains(reference)) {
                    error(line, "if: no step above gives " + reference + "; " + Nearest.hint(reference, known()));
                }
            }
            return Optional.of(given);
        } catch (IllegalArgumentException bad) {
            var cause = bad.getCause() == null ? bad : bad.getCause();
            error(
                    line,
                    "if: is no pattern: "
                            + String.valueOf(cause.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""));
            return Optional.empty();
        }
    }

    private List<String> known() {
        return List.copyOf(outputs);
    }

    private Map<String, String> parameters(YamlTree tree, Action action) {
        var line = tree.lineOf(List.of(action.name()));
        var written = tree.get(action.name()).map(YamlTree::all).orElse(Map.of());
        var names = action.parameters().stream().map(Parameter::name).toList();
        var parameters = new LinkedHashMap<String, String>();
        written.forEach((name, field) -> {
            var parameter = action.parameters().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst();
            if (parameter.isEmpty()) {
                error(
                        field.line(),
                        action.name() + ": there is no parameter " + name + "; " + Nearest.hint(name, names));
            } else {
                parameters.put(name, value(action, parameter.get(), field.value()));
            }
        });
        var missing = new ArrayList<String>();
        action.parameters().stream()
                .filter(each -> each.required() && !written.containsKey(each.name()))
                .forEach(each -> missing.add(each.name()));
        if (!missing.isEmpty()) {
            error(line, action.name() + ": lacks " + String.join(", ", missing));
        }
        return parameters;
    }

    private String value(Action action, Parameter parameter, YamlTree value) {
        var where = action.name() + "." + parameter.name() + ": ";
        if (!(value instanceof YamlTree.Scalar scalar) || scalar.json().isNull()) {
            error(
                    value.line(),
                    where + value.json() + "; expected " + parameter.form().expected());
            return "";
        }
        var text = scalar.json().asText();
        for (var reference : References.in(text)) {
            problem(reference).ifPresent(problem -> error(value.line(), where + "${" + reference + "}: " + problem));
        }
        problem(parameter, text).ifPresent(problem -> error(value.line(), where + problem));
        return text;
    }

    /** What is wrong with its form; what only a run knows is taken as it is. */
    private Optional<String> problem(Parameter parameter, String text) {
        if (parameter.form().equals(Form.SECRET) && !text.matches("\\$\\{[^}]*}")) {
            return Optional.of(Form.SECRET.problem(text)).filter(problem -> !problem.isEmpty());
        }
        return resources.fillings(text, stages).stream()
                .filter(filled -> !filled.contains("${"))
                .flatMap(filled -> {
                    var problem = parameter.form().problem(filled);
                    return problem.isEmpty()
                            ? Stream.empty()
                            : Stream.of(filled.equals(text) ? problem : '"' + text + "\" stands for " + problem);
                })
                .findFirst();
    }

    private Optional<String> problem(String reference) {
        if (Resources.isMeant(reference)) {
            return resources.problem(reference);
        }
        return reference.equals("stage") || outputs.contains(reference)
                ? Optional.empty()
                : Optional.of("no step above gives it; " + Nearest.hint(reference, known()));
    }

    private void error(int line, String text) {
        findings.add(Finding.error(file, line, text));
    }
}
