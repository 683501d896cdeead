package tocsin.runbook;

import io.avaje.jsonb.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.Patterns;

/**
 * When a step is done: an EventBridge pattern over what earlier steps gave, as {@code {"open.count": [{"numeric": [">",
 * 80]}]}}. What no step gave matches nothing.
 */
@Json
public record Given(String pattern) {
    private static final String NUMBER = "-?[0-9]{1,15}(\\.[0-9]{1,6})?";

    /** What it asks about, sorted: "open.count". */
    public List<String> references() {
        var named = new TreeSet<String>();
        rules().forEach(rule -> named.addAll(rule.keySet()));
        return List.copyOf(named);
    }

    /**
     * Whether it holds.
     *
     * @param known what earlier steps gave: "open.count" and its value
     */
    public boolean holds(SortedMap<String, String> known) {
        var machine = Machine.builder().build();
        rules().forEach(rule -> machine.addPatternRule("given", rule));
        var flat = new ArrayList<String>();
        known.forEach((name, value) -> {
            flat.add(name);
            flat.add(value.matches(NUMBER) ? value : '"' + value + '"');
        });
        return !machine.rulesForEvent(flat).isEmpty();
    }

    private List<Map<String, List<Patterns>>> rules() {
        try {
            return JsonRuleCompiler.compile(pattern).stream()
                    .<Map<String, List<Patterns>>>map(TreeMap::new)
                    .toList();
        } catch (IOException failure) {
            throw new IllegalArgumentException("no pattern: " + pattern + ": " + failure.getMessage(), failure);
        }
    }
}
