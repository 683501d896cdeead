package tocsin.configure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tocsin.Said;
import tocsin.action.DurationText;
import tocsin.config.Check;
import tocsin.config.Finding;
import tocsin.config.Layer;
import tocsin.config.Severity;
import tocsin.health.CheckKind;
import tocsin.health.CheckKinds;

/** What the health sweep is to look at: what is wrong with what is written, and what it means in each stage. */
final class Checks {
    private static final String CHECKS = "checks";
    private static final String TIMEOUT = "timeout";

    private final String file;
    private final YamlTree tree;
    private final List<Finding> findings = new ArrayList<>();

    private Checks(String file, YamlTree tree) {
        this.file = file;
        this.tree = tree;
    }

    // --- what is wrong -------------------------------------------------------------------------------------------

    static List<Finding> check(String file, YamlTree tree) {
        var checks = new Checks(file, tree);
        Meaning.at(tree, CHECKS).all().forEach((name, field) -> checks.check(List.of(CHECKS, name), field.value()));
        return checks.findings;
    }

    private void check(List<String> path, YamlTree check) {
        var services = Meaning.at(tree, "services").all().keySet();
        var service = Meaning.string(check, "service").orElse("");
        if (!services.contains(service)) {
            error(
                    YamlTree.path(path, "service"),
                    Meaning.quoted(service) + " is no service; there is " + Meaning.listed(services));
            return;
        }
        var all = Meaning.at(tree, "stages").all().keySet();
        Meaning.strings(check, "stages").stream()
                .filter(stage -> !all.contains(stage))
                .forEach(stage -> error(
                        YamlTree.path(path, "stages"),
                        Meaning.quoted(stage) + " is no stage; there is " + Meaning.listed(all)));
        if (timeout(check).compareTo(Check.LONGEST_TIMEOUT) > 0) {
            error(
                    YamlTree.path(path, TIMEOUT),
                    Said.duration(timeout(check)) + "; expected at most " + Said.duration(Check.LONGEST_TIMEOUT));
        }
        var kinds = kinds(check);
        if (kinds.size() != 1) {
            error(
                    path,
                    (kinds.isEmpty() ? "asks nothing" : "asks " + Meaning.listed(names(kinds)) + " at once")
                            + "; expected one of " + Meaning.listed(names(CheckKinds.BUILT.all())));
            return;
        }
        var kind = kinds.getFirst();
        var here = YamlTree.path(path, kind.name());
        parameters(here, kind, Meaning.at(check, kind.name()));
        stages(tree, check).stream()
                .filter(all::contains)
                .flatMap(stage -> problems(here, kind, check, Scope.of(tree, stage, service)).stream())
                .distinct()
                .forEach(findings::add);
    }

    private static List<CheckKind> kinds(YamlTree check) {
        return CheckKinds.BUILT.all().stream()
                .filter(kind -> check.get(kind.name()).isPresent())
                .toList();
    }

    private static List<String> names(List<CheckKind> kinds) {
        return kinds.stream().map(CheckKind::name).toList();
    }

    private void parameters(List<String> path, CheckKind kind, YamlTree written) {
        var known = kind.parameters().stream().map(each -> each.name()).toList();
        written.all().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name ->
                        error(YamlTree.path(path, name), "there is no such parameter; " + Nearest.hint(name, known)));
        var missing = kind.parameters().stream()
                .filter(each -> each.required() && written.get(each.name()).isEmpty())
                .map(each -> each.name())
                .toList();
        if (!missing.isEmpty()) {
            error(path, "lacks " + Meaning.listed(missing));
        }
    }

    /** What is wrong with the values as they are in one stage. */
    private List<Finding> problems(List<String> path, CheckKind kind, YamlTree check, Map<String, String> scope) {
        var found = new ArrayList<Finding>();
        var parameters = parameters(Meaning.at(check, kind.name()), scope);
        parameters.forEach((name, value) -> {
            var here = YamlTree.path(path, name);
            var unknown = Placeholders.names(value).stream()
                    .filter(each -> !each.matches(Values.NAME))
                    .toList();
            unknown.forEach(each -> found.add(finding(here, meaningless(each))));
            if (Placeholders.names(value).isEmpty()) {
                kind.parameters().stream()
                        .filter(each -> each.name().equals(name))
                        .map(each -> each.form().problem(value))
                        .filter(problem -> !problem.isEmpty())
                        .forEach(problem -> found.add(finding(here, problem)));
            }
        });
        if (found.isEmpty()
                && parameters.values().stream()
                        .allMatch(value -> Placeholders.names(value).isEmpty())) {
            Optional.of(kind.problem(parameters, timeout(check)))
                    .filter(problem -> !problem.isEmpty())
                    .ifPresent(problem -> found.add(finding(path, problem)));
        }
        return found;
    }

    private String meaningless(String name) {
        return Resources.of(tree)
                .problem(name)
                .map(problem -> "${" + name + "}: " + problem)
                .orElse("${" + name + "} means nothing here; expected a resource of the check's service, or ${stage}");
    }

    private Finding finding(List<String> path, String text) {
        return Finding.error(file, tree.lineOf(path), YamlTree.written(path) + ": " + text);
    }

    private void error(List<String> path, String text) {
        findings.add(finding(path, text));
    }

    // --- what it means -------------------------------------------------------------------------------------------

    /** Stage by stage, in the file's order, of a tree in which nothing was found wrong. */
    static List<Check> of(YamlTree tree) {
        var checks = new ArrayList<Check>();
        for (var stage : Meaning.at(tree, "stages").all().keySet()) {
            Meaning.at(tree, CHECKS).all().forEach((name, field) -> {
                if (stages(tree, field.value()).contains(stage)) {
                    checks.add(check(tree, stage, name, field.value()));
                }
            });
        }
        return List.copyOf(checks);
    }

    /** Where a check says nothing, it is of the first stage: what else there is may be another account's. */
    private static List<String> stages(YamlTree tree, YamlTree check) {
        var written = Meaning.strings(check, "stages");
        return written.isEmpty()
                ? Meaning.at(tree, "stages").all().keySet().stream().limit(1).toList()
                : written;
    }

    private static Check check(YamlTree tree, String stage, String name, YamlTree check) {
        var service = Assembly.text(check, "service");
        var kind = kinds(check).getFirst().name();
        return new Check(
                stage,
                name,
                service,
                layer(Assembly.text(check, "layer")),
                kind,
                parameters(Meaning.at(check, kind), Scope.of(tree, stage, service)),
                timeout(check),
                check.get("after").map(after -> after.json().asInt()).orElse(1),
                Assembly.string(check, "severity").map(Severity::valueOf).orElse(null));
    }

    private static Duration timeout(YamlTree check) {
        return Meaning.string(check, TIMEOUT).flatMap(DurationText::read).orElse(Check.USUAL_TIMEOUT);
    }

    private static Layer layer(String key) {
        return List.of(Layer.values()).stream()
                .filter(layer -> layer.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** What is not plain text stays JSON. */
    private static Map<String, String> parameters(YamlTree written, Map<String, String> scope) {
        var parameters = new TreeMap<String, String>();
        written.all().forEach((name, field) -> {
            var json = field.value().json();
            parameters.put(
                    name,
                    json.isValueNode()
                            ? Placeholders.expand(json.asText(), scope)
                            : Placeholders.expand(json, scope).toString());
        });
        return parameters;
    }
}
