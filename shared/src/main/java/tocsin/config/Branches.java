package tocsin.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.Patterns;

/**
 * A pattern as event-ruler reads it: alternatives, each of fields that must all match. What asks for the last datapoint
 * is kept apart, since it is mostly a numeric range, and a machine for such costs as much as all else at a cold start:
 * it is built only for an alarm that everything else of the rule fits.
 */
final class Branches {
    private final List<Branch> branches;
    private final List<String> fields;

    private Branches(List<Branch> branches) {
        this.branches = branches;
        var named = new TreeSet<String>();
        branches.forEach(branch -> named.addAll(branch.fields));
        this.fields = List.copyOf(named);
    }

    static Branches of(String json) {
        try {
            var branches = new ArrayList<Branch>();
            for (var rule : JsonRuleCompiler.compile(json)) {
                branches.add(new Branch(rule));
            }
            return new Branches(branches);
        } catch (IOException failure) {
            throw new IllegalArgumentException("no pattern: " + json + ": " + failure.getMessage(), failure);
        }
    }

    List<String> fields() {
        return fields;
    }

    Match match(Description description) {
        var lacks = false;
        for (var branch : branches) {
            if (branch.rest(description)) {
                if (branch.observed(description)) {
                    return new Match.Matched();
                }
                lacks |= !description.knows(Description.OBSERVED);
            }
        }
        return lacks ? new Match.LacksObserved() : new Match.NotMatched();
    }

    boolean matchesButObserved(Description description) {
        return branches.stream().anyMatch(branch -> branch.rest(description));
    }

    boolean holds(Description description) {
        return branches.stream()
                .anyMatch(branch -> branch.fields.stream().allMatch(description::knows)
                        && branch.rest(description)
                        && branch.observed(description));
    }

    /** Fields that must all match; the two machines are built when first asked. */
    private static final class Branch {
        final List<String> fields;
        private final Map<String, List<Patterns>> rest = new LinkedHashMap<>();
        private final Map<String, List<Patterns>> observed = new LinkedHashMap<>();
        private @Nullable Machine restMachine;
        private @Nullable Machine observedMachine;

        Branch(Map<String, List<Patterns>> rule) {
            var sorted = new TreeMap<>(rule);
            this.fields = List.copyOf(sorted.keySet());
            sorted.forEach(
                    (field, patterns) -> (field.equals(Description.OBSERVED) ? observed : rest).put(field, patterns));
        }

        boolean rest(Description description) {
            if (rest.isEmpty()) {
                return true;
            }
            var machine = restMachine;
            if (machine == null) {
                machine = machine(rest);
                restMachine = machine;
            }
            return !machine.rulesForEvent(description.flat()).isEmpty();
        }

        boolean observed(Description description) {
            if (observed.isEmpty()) {
                return true;
            }
            var machine = observedMachine;
            if (machine == null) {
                machine = machine(observed);
                observedMachine = machine;
            }
            return !machine.rulesForEvent(description.flat()).isEmpty();
        }

        private static Machine machine(Map<String, List<Patterns>> rule) {
            var machine = Machine.builder().build();
            machine.addPatternRule("rule", rule);
            return machine;
        }
    }
}
