package tocsin.configure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.action.Action;
import tocsin.action.Actions;
import tocsin.config.Finding;
import tocsin.runbook.References;
import tocsin.runbook.Runbook.Step;

/**
 * Walks through a runbook's steps once for each thing that may come out of them, as far as its conditions can tell the
 * difference: so it finds the step that no way leads to, and the one that needs what a step left out has not given.
 */
final class Walk {
    /** More ways than this are not walked: better nothing is said than a runbook refused that is good. */
    private static final int MOST_WAYS = 20_000;

    private static final String HAND_OVER = "runbook.hand-over";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final List<Step> steps;
    private final Map<String, List<String>> outcomes = new LinkedHashMap<>();
    private final Set<String> reached = new LinkedHashSet<>();
    private final SortedMap<Integer, SortedSet<String>> lacking = new TreeMap<>();
    private final SortedMap<Integer, Step> changedBefore = new TreeMap<>();

    /** Whatever a step may give. */
    private final Set<String> given;

    private int ways;

    private Walk(List<Step> steps) {
        this.steps = steps;
        given = steps.stream().flatMap(step -> outputs(step).stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is wrong with the order and the conditions of these steps. */
    static List<Finding> findings(String file, List<Step> steps) {
        var walk = new Walk(steps);
        walk.outcomes();
        walk.from(0, Collections.emptySortedMap(), null);
        if (walk.ways > MOST_WAYS) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        for (var step : steps) {
            if (!walk.reached.contains(step.id())) {
                findings.add(Finding.error(file, step.line(), walk.why(step)));
            }
        }
        walk.lacking.forEach((line, references) -> references.forEach(reference -> findings.add(Finding.error(
                file,
                line,
                "needs ${" + reference + "}, and may be reached when the step that gives it is left out;"
                        + " expected an if that asks for it"))));
        walk.changedBefore.forEach((line, change) -> findings.add(Finding.error(
                file,
                line,
                "hands over, and may be reached after the change in line " + change.line() + ", whose proof nobody"
                        + " would ask for then; expected an if that leaves it out there")));
        return findings;
    }

    private String why(Step step) {
        var before = steps.stream()
                .limit(steps.indexOf(step))
                .filter(each -> each.action().equals(HAND_OVER))
                .reduce((first, second) -> second);
        var given = step.given();
        var condition = given == null ? "" : "its if never holds: " + given.pattern();
        return "no way leads to \"" + step.id() + "\": "
                + before.map(each -> "the hand-over in line " + each.line() + " ends the run"
                                + (condition.isEmpty() ? "" : ", or " + condition))
                        .orElse(condition);
    }

    /**
     * All ways from a step on: one for each thing that may come out of the next one that is reached.
     *
     * @param known what has come out on this way so far
     */
    private void from(int at, SortedMap<String, String> known, @Nullable Step changed) {
        if (ways > MOST_WAYS) {
            return;
        }
        if (at == steps.size()) {
            ways++;
            return;
        }
        var step = steps.get(at);
        if (step.given() != null && !step.given().holds(known)) {
            from(at + 1, known, changed);
            return;
        }
        reached.add(step.id());
        step.parameters().values().stream()
                .flatMap(value -> References.in(value).stream())
                .filter(reference -> given.contains(reference) && !known.containsKey(reference))
                .forEach(reference -> lacking.computeIfAbsent(step.line(), line -> new TreeSet<>())
                        .add(reference));
        if (step.action().equals(HAND_OVER)) {
            if (changed != null) {
                changedBefore.put(step.line(), changed);
            }
            ways++;
            return;
        }
        var then = changes(step) ? step : changed;
        for (var next : after(step, known)) {
            from(at + 1, next, then);
        }
    }

    /** What may be known once the step is done. */
    private List<SortedMap<String, String>> after(Step step, SortedMap<String, String> known) {
        var all = List.<SortedMap<String, String>>of(new TreeMap<>(known));
        for (var name : outputs(step)) {
            var each = outcomes.getOrDefault(name, List.of(""));
            all = all.stream()
                    .flatMap(before -> each.stream().map(outcome -> {
                        SortedMap<String, String> more = new TreeMap<>(before);
                        more.put(name, outcome);
                        return more;
                    }))
                    .toList();
        }
        return all;
    }

    private static boolean changes(Step step) {
        return Actions.BUILT.named(step.action()).stream().anyMatch(action -> action.kind() == Action.Kind.CHANGES);
    }

    /** As conditions and parameters name them. */
    private static List<String> outputs(Step step) {
        return Actions.BUILT.named(step.action()).map(Action::outputs).orElse(List.of()).stream()
                .map(output -> name(step, output))
                .toList();
    }

    private static String name(Step step, String output) {
        return step.id() + "." + output;
    }

    // --- what may come out ---------------------------------------------------------------------------------------

    /** For each output that a condition asks for, a value on each side of everything that it is compared with. */
    private void outcomes() {
        var asked = new TreeMap<String, Set<String>>();
        for (var step : steps) {
            if (step.given() != null) {
                asked("", tree(step.given().pattern()), asked);
            }
        }
        for (var step : steps) {
            var action = Actions.BUILT.named(step.action());
            for (var output : action.map(Action::outputs).orElse(List.of())) {
                var name = name(step, output);
                var literals = asked.get(name);
                if (literals != null) {
                    outcomes.put(name, outcomes(action.orElseThrow(), output, literals));
                }
            }
        }
    }

    private static List<String> outcomes(Action action, String output, Set<String> literals) {
        var words = action.words(output);
        if (!words.isEmpty()) {
            return words;
        }
        var found = new LinkedHashSet<String>();
        if (action.counts(output)) {
            found.add("0");
        } else {
            found.add("something else");
        }
        for (var literal : literals) {
            if (literal.matches("-?[0-9]+(\\.[0-9]+)?")) {
                around(new BigDecimal(literal), action.counts(output), found);
            } else if (!action.counts(output)) {
                found.add(literal.replace('*', 'x'));
            }
        }
        return List.copyOf(found);
    }

    private static void around(BigDecimal number, boolean whole, Set<String> found) {
        var below = whole ? number.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE) : number.subtract(HALF);
        var above = whole ? number.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE) : number.add(HALF);
        List.of(below, number, above).stream()
                .filter(each -> !whole
                        || each.signum() >= 0 && each.stripTrailingZeros().scale() <= 0)
                .forEach(each -> found.add(each.toPlainString()));
    }

    /** The texts and numbers that each output is compared with, wherever in the pattern they stand. */
    private static void asked(String path, JsonNode node, Map<String, Set<String>> asked) {
        if (node.isArray()) {
            literals(node, asked.computeIfAbsent(path, name -> new LinkedHashSet<>()));
            return;
        }
        node.propertyStream().forEach(field -> {
            if (field.getKey().equals("$or")) {
                field.getValue().forEach(alternative -> asked(path, alternative, asked));
            } else {
                asked(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), asked);
            }
        });
    }

    private static void literals(JsonNode node, Set<String> literals) {
        if (node.isTextual() || node.isNumber()) {
            literals.add(node.isNumber() ? node.decimalValue().toPlainString() : node.textValue());
        } else {
            node.forEach(inner -> literals(inner, literals));
        }
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException bad) {
            throw new IllegalArgumentException("no pattern: " + json, bad);
        }
    }

    /** Whether a run of this runbook ends with this step, as with one that hands over. */
    static boolean handsOver(Step step) {
        return step.action().equals(HAND_OVER);
    }
}
