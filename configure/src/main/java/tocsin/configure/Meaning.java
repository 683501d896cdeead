package tocsin.configure;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tocsin.config.Finding;
import tocsin.config.Known;
import tocsin.config.Pattern;
import tocsin.config.PatternCheck;
import tocsin.config.PatternCheck.Use;
import tocsin.config.Shadow;

/**
 * What no schema can say: names that must exist, rules that can never match, things that contradict each other. It
 * looks at what is well formed and passes over the rest, so that one reading reports everything.
 */
final class Meaning {
    /** As the function that enters the database reads it. */
    private static final String ADDRESS = "[^\\s:/]+(:[0-9]{1,5})?/[^\\s/]+";

    private static final List<String> WAYS = List.of("pushover", "sms", "mail");

    private final String file;
    private final YamlTree tree;
    private final Optional<Set<String>> runbooks;
    private final List<Finding> findings = new ArrayList<>();
    private final Known known;

    private Meaning(String file, YamlTree tree, Optional<Set<String>> runbooks) {
        this.file = file;
        this.tree = tree;
        this.runbooks = runbooks;
        this.known = known(tree);
    }

    /** What contradicts itself; {@code runbooks} are the names of those that there are, where there is a folder. */
    static List<Finding> check(String file, YamlTree tree, Optional<Set<String>> runbooks) {
        var meaning = new Meaning(file, tree, runbooks);
        meaning.placeholders(tree, List.of());
        meaning.stages();
        meaning.services();
        meaning.ignored();
        meaning.severities();
        meaning.hearing();
        meaning.people();
        meaning.paging();
        meaning.webhooks();
        meaning.runbookModes();
        meaning.windows();
        meaning.zone(List.of("zone"));
        meaning.findings.addAll(OnCallMeaning.check(file, tree));
        meaning.findings.addAll(WatchdogMeaning.check(file, tree));
        meaning.findings.addAll(ChannelsMeaning.check(file, tree));
        meaning.findings.addAll(WantedAlarms.check(file, tree));
        meaning.findings.addAll(Checks.check(file, tree));
        meaning.findings.addAll(MaintenanceMeaning.check(file, tree, meaning.known, runbooks));
        return meaning.findings;
    }

    static Known known(YamlTree tree) {
        var stages = keys(tree, "stages");
        var accounts = new LinkedHashSet<String>();
        var regions = new LinkedHashSet<String>();
        at(tree, "stages").all().values().forEach(stage -> {
            stage.value().get("account").flatMap(YamlTree::string).ifPresent(accounts::add);
            strings(stage.value(), "regions").forEach(regions::add);
        });
        return new Known(stages, keys(tree, "services"), List.copyOf(accounts), List.copyOf(regions));
    }

    // --- names in braces -----------------------------------------------------------------------------------------

    private void placeholders(YamlTree here, List<String> path) {
        switch (here) {
            case YamlTree.Fields(var _, var fields) ->
                fields.forEach((key, field) -> placeholders(field.value(), YamlTree.path(path, key)));
            case YamlTree.Items(var _, var items) -> {
                for (int index = 0; index < items.size(); index++) {
                    placeholders(items.get(index), YamlTree.path(path, Integer.toString(index)));
                }
            }
            case YamlTree.Scalar scalar ->
                scalar.text().stream()
                        .flatMap(text -> Placeholders.names(text).stream())
                        .filter(name -> !name.matches(Values.NAME))
                        .forEach(name -> placeholder(name, path));
        }
    }

    private void placeholder(String name, List<String> path) {
        if (ChannelsMeaning.takes(path) || path.getFirst().equals("checks")) {
            return; // what may stand there is told in its own place
        }
        var first = path.getFirst();
        var inService = first.equals("services") && path.size() > 2;
        var resource = inService && path.get(2).equals("resources");
        var matching = inService && !resource || first.equals("severity");
        if (name.equals("stage") && (matching || resource || first.equals("stages"))) {
            return;
        }
        if (name.startsWith("service.") && inService && !resource) {
            resource(path.get(1), name.substring("service.".length()), name, path);
        } else if (name.matches("services\\.[^.]+\\.[^.]+") && matching) {
            var parts = name.split("\\.", -1);
            resource(parts[1], parts[2], name, path);
        } else {
            error(path, "${" + name + "} means nothing here");
        }
    }

    private void resource(String service, String resource, String name, List<String> path) {
        if (!known.services().contains(service)) {
            error(path, "${" + name + "}: " + quoted(service) + " is no service; there is " + listed(known.services()));
            return;
        }
        var there = keys(at(at(tree, "services"), service), "resources");
        if (!there.contains(resource)) {
            error(path, "${" + name + "}: " + service + " has no such resource; there is " + listed(there));
        }
    }

    // --- who is picked by what -----------------------------------------------------------------------------------

    private void stages() {
        var before = new LinkedHashMap<String, String>(); // account and Region to the stage that takes all of it
        at(tree, "stages").all().forEach((name, field) -> {
            var path = List.of("stages", name);
            var stage = field.value();
            stage.get("match").ifPresent(match -> pattern(YamlTree.path(path, "match"), match, Use.STAGE));
            var account = stage.get("account").flatMap(YamlTree::string).orElse("");
            var places = strings(stage, "regions").stream()
                    .map(region -> account + " " + region)
                    .toList();
            if (!places.isEmpty() && before.keySet().containsAll(places)) {
                error(
                        path,
                        "can never match: " + before.get(places.getFirst()) + " takes all of its account and Regions");
            }
            if (stage.get("match").isEmpty()) {
                places.forEach(place -> before.putIfAbsent(place, name));
            }
        });
    }

    private void services() {
        var patterns = new LinkedHashMap<List<String>, Pattern>();
        at(tree, "services").all().forEach((name, field) -> {
            var path = List.of("services", name);
            var service = field.value();
            service.get("match")
                    .flatMap(match -> pattern(YamlTree.path(path, "match"), match, Use.SERVICE))
                    .ifPresent(pattern -> patterns.put(YamlTree.path(path, "match"), pattern));
            needs(name, service, YamlTree.path(path, "needs"));
            login(name, at(service, "resources"), YamlTree.path(path, "resources"));
            for (var stage : known.stages().stream().skip(1).toList()) {
                if (name.startsWith(stage + "-") && known.services().contains(name.substring(stage.length() + 1))) {
                    error(
                            path,
                            "its incidents would be called as those of " + name.substring(stage.length() + 1) + " in "
                                    + stage + "; expected another name");
                }
            }
        });
        shadows(patterns);
    }

    private void needs(String name, YamlTree service, List<String> path) {
        var needs = strings(service, "needs");
        needs.stream()
                .filter(each -> !known.services().contains(each))
                .forEach(each -> error(path, quoted(each) + " is no service; there is " + listed(known.services())));
        if (closure(needs).contains(name)) {
            error(path, name + " needs itself, through " + listed(needs));
        }
    }

    /** By a token nothing says where the database is; a secret may say it itself. */
    private void login(String name, YamlTree resources, List<String> path) {
        var login = resources.get("login").flatMap(YamlTree::string).orElse("secret:");
        var address = resources.get("address").flatMap(YamlTree::string);
        if (!login.startsWith("iam:") && !login.startsWith("secret:")) {
            error(YamlTree.path(path, "login"), quoted(login) + "; expected iam:ROLE or secret:NAME");
        }
        if (login.startsWith("iam:") && address.isEmpty()) {
            error(
                    YamlTree.path(path, "login"),
                    quoted(login) + " says nothing of where the database is: " + name
                            + " needs an address, HOST:PORT/DATABASE");
        }
        address.filter(text -> !text.matches(ADDRESS))
                .ifPresent(
                        text -> error(YamlTree.path(path, "address"), quoted(text) + "; expected HOST:PORT/DATABASE"));
    }

    private Set<String> closure(List<String> needs) {
        var found = new LinkedHashSet<String>();
        var open = new ArrayList<>(needs);
        while (!open.isEmpty()) {
            var next = open.removeFirst();
            if (found.add(next)) {
                open.addAll(strings(at(at(tree, "services"), next), "needs"));
            }
        }
        return found;
    }

    private void ignored() {
        var patterns = new LinkedHashMap<List<String>, Pattern>();
        each(
                "ignore",
                (path, rule) -> rule.get("match")
                        .flatMap(match -> pattern(YamlTree.path(path, "match"), match, Use.IGNORE))
                        .ifPresent(pattern -> patterns.put(path, pattern)));
        shadows(patterns);
    }

    private void severities() {
        var patterns = new LinkedHashMap<List<String>, Pattern>();
        each(
                "severity",
                (path, rule) -> rule.all().forEach((key, field) -> {
                    if (key.matches("P[0-3]")) {
                        pattern(YamlTree.path(path, key), field.value(), Use.SEVERITY)
                                .ifPresent(pattern -> patterns.put(path, pattern));
                    }
                }));
        shadows(patterns);
    }

    /** Of patterns where the first that matches wins: those that never come to their turn. */
    private void shadows(Map<List<String>, Pattern> patterns) {
        var before = new LinkedHashMap<List<String>, Pattern>();
        patterns.forEach((path, pattern) -> {
            before.entrySet().stream()
                    .filter(earlier -> Shadow.covers(earlier.getValue(), pattern))
                    .findFirst()
                    .ifPresent(earlier -> error(
                            path,
                            "can never match: " + YamlTree.written(earlier.getKey()) + " in line "
                                    + tree.lineOf(earlier.getKey()) + " takes all that it would"));
            before.put(path, pattern);
        });
    }

    /** The pattern at this place with the first stage's names, where it is one that can match. */
    private Optional<Pattern> pattern(List<String> path, YamlTree value, Use use) {
        var json = Placeholders.expand(value.json(), scope(path)).toString();
        var problems = PatternCheck.problems(json, use, known);
        problems.forEach(problem -> error(YamlTree.path(path, problem.path().toArray(String[]::new)), problem.text()));
        return problems.isEmpty() ? Optional.of(new Pattern(json)) : Optional.empty();
    }

    private Map<String, String> scope(List<String> path) {
        var stage = known.stages().isEmpty() ? "" : known.stages().getFirst();
        var service = path.getFirst().equals("services") ? path.get(1) : "";
        return Scope.of(tree, stage, service);
    }

    // --- people --------------------------------------------------------------------------------------------------

    private void hearing() {
        at(tree, "hear").all().forEach((severity, field) -> {
            var path = List.of("hear", severity);
            var page = field.value().get("page").flatMap(YamlTree::string);
            if (page.isPresent() && field.value().get("mail").isPresent()) {
                error(path, "both pages and is mailed at once; expected one, or \"otherwise: mail\"");
            }
            if (field.value().get("otherwise").isPresent()
                    && page.filter(text -> text.contains("-") && !text.equals("at-once"))
                            .isEmpty()) {
                error(YamlTree.path(path, "otherwise"), "means nothing without hours in \"page\"");
            }
            page.ifPresent(text -> hours(YamlTree.path(path, "page"), text));
        });
    }

    private void hours(List<String> path, String text) {
        var times = text.split("[ -]", -1);
        if (times.length >= 2 && times[times.length - 1].equals(times[times.length - 2])) {
            error(path, quoted(text) + " ends when it begins");
        }
    }

    private void people() {
        var people = keys(tree, "people");
        strings(at(tree, "backup"), "ring").stream()
                .filter(each -> !people.contains(each))
                .forEach(each ->
                        error(List.of("backup", "ring"), quoted(each) + " is nobody; there is " + listed(people)));
        at(tree, "people").all().forEach((name, person) -> {
            zone(List.of("people", name, "zone"));
            var ways = person.value().get("reach").map(YamlTree::list).orElse(List.of());
            for (int index = 0; index < ways.size(); index++) {
                var way = ways.get(index).all().keySet();
                if (WAYS.stream().filter(way::contains).count() != 1) {
                    error(List.of("people", name, "reach", Integer.toString(index)), "expected one of " + listed(WAYS));
                }
            }
        });
    }

    private void webhooks() {
        at(tree, "webhooks")
                .all()
                .forEach((name, hook) -> hook.value()
                        .get("service")
                        .flatMap(YamlTree::string)
                        .filter(service -> !known.services().contains(service))
                        .ifPresent(service -> error(
                                List.of("webhooks", name, "service"),
                                quoted(service) + " is no service; there is " + listed(known.services()))));
    }

    private void paging() {
        paging(List.of("paging"), tree);
        at(tree, "services")
                .all()
                .forEach((name, service) -> paging(List.of("services", name, "paging"), service.value()));
    }

    private void paging(List<String> path, YamlTree owner) {
        var paging = owner.get("paging").flatMap(YamlTree::string).orElse("");
        if (paging.equals("on") && tree.get("pager").isEmpty()) {
            error(path, "\"on\" needs a pager, and there is none");
        }
        if (paging.matches("on|notice") && at(tree, "channels").get("mail").isEmpty()) {
            error(path, quoted(paging) + " needs channels.mail, and there is none");
        }
    }

    // --- what acts, and when -------------------------------------------------------------------------------------

    private void runbookModes() {
        at(tree, "runbooks").all().forEach((name, modes) -> {
            var path = List.of("runbooks", name);
            if (runbooks.isPresent() && !runbooks.get().contains(name)) {
                error(path, "there is no runbooks/" + name + ".md");
            }
            modes.value().all().keySet().stream()
                    .filter(stage -> !known.stages().contains(stage))
                    .forEach(stage -> error(
                            YamlTree.path(path, stage),
                            quoted(stage) + " is no stage; there is " + listed(known.stages())));
        });
    }

    private void windows() {
        each("windows", (path, window) -> {
            zone(YamlTree.path(path, "zone"));
            window.get("every").flatMap(YamlTree::string).ifPresent(text -> hours(YamlTree.path(path, "every"), text));
            window.get("match").ifPresent(match -> pattern(YamlTree.path(path, "match"), match, Use.HOLD));
            strings(window, "services").stream()
                    .filter(each -> !known.services().contains(each))
                    .forEach(each -> error(
                            YamlTree.path(path, "services"),
                            quoted(each) + " is no service; there is " + listed(known.services())));
        });
    }

    private void zone(List<String> path) {
        var here = tree;
        for (var step : path.subList(0, path.size() - 1)) {
            here = step.matches("[0-9]+") ? here.list().get(Integer.parseInt(step)) : at(here, step);
        }
        zone(here).ifPresent(problem -> error(path, problem));
    }

    /** What is wrong with the zone that this says. */
    static Optional<String> zone(YamlTree owner) {
        return string(owner, "zone").flatMap(zone -> {
            try {
                ZoneId.of(zone);
                return Optional.empty();
            } catch (DateTimeException _) {
                return Optional.of(quoted(zone) + " is no time zone; expected one such as America/Los_Angeles or UTC");
            }
        });
    }

    // --- the tree ------------------------------------------------------------------------------------------------

    private interface Visit {
        void item(List<String> path, YamlTree item);
    }

    private void each(String key, Visit visit) {
        var items = at(tree, key).list();
        for (int index = 0; index < items.size(); index++) {
            visit.item(List.of(key, Integer.toString(index)), items.get(index));
        }
    }

    static Optional<String> string(YamlTree owner, String key) {
        return owner.get(key).flatMap(YamlTree::string);
    }

    static YamlTree at(YamlTree tree, String key) {
        return tree.get(key).orElseGet(() -> new YamlTree.Fields(tree.line(), Map.of()));
    }

    private static List<String> keys(YamlTree tree, String key) {
        return List.copyOf(at(tree, key).all().keySet());
    }

    static List<String> strings(YamlTree tree, String key) {
        return at(tree, key).list().stream()
                .flatMap(item -> item.string().stream())
                .toList();
    }

    private void error(List<String> path, String text) {
        findings.add(Finding.error(file, tree.lineOf(path), YamlTree.written(path) + ": " + text));
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }

    static String listed(Collection<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
