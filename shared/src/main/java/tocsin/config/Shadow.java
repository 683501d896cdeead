package tocsin.config;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonObject;
import io.avaje.json.node.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.event.ruler.JsonRuleCompiler;

/**
 * Whether a pattern takes all that a later one would, so that the later never comes to its turn. It tells only what is
 * certain: "more than 5" before "more than 10", a service before one of its metrics, the same twice.
 */
public final class Shadow {
    private Shadow() {}

    /** Whether {@code earlier} certainly matches whatever {@code later} matches; both must be valid patterns. */
    public static boolean covers(Pattern earlier, Pattern later) {
        var above = branches(PatternJson.tree(earlier.json()));
        return branches(PatternJson.tree(later.json())).stream()
                .allMatch(below -> above.stream().anyMatch(each -> covers(each, below)));
    }

    private static boolean covers(Map<String, List<JsonNode>> above, Map<String, List<JsonNode>> below) {
        return above.entrySet().stream().allMatch(field -> {
            var wanted = below.getOrDefault(field.getKey(), List.of());
            return !wanted.isEmpty()
                    && wanted.stream()
                            .allMatch(value ->
                                    field.getValue().stream().anyMatch(wider -> covers(field.getKey(), wider, value)));
        });
    }

    private static boolean covers(String field, JsonNode wider, JsonNode value) {
        if (PatternJson.text(wider).equals(PatternJson.text(value))) {
            return true;
        }
        if (value instanceof JsonString text) {
            var pattern = PatternJson.pattern(field, wider);
            return JsonRuleCompiler.check(pattern) == null
                    && new Pattern(pattern).matches(Description.only(field, text.text()));
        }
        var interval = Interval.of(value);
        return Interval.of(wider)
                .filter(whole -> interval.filter(whole::holds).isPresent())
                .isPresent();
    }

    /** The alternatives of a pattern, each with the values of every field that it names. */
    private static List<Map<String, List<JsonNode>>> branches(JsonNode pattern) {
        List<Map<String, List<JsonNode>>> branches = new ArrayList<>();
        branches.add(new LinkedHashMap<>());
        if (!(pattern instanceof JsonObject object)) {
            return branches;
        }
        for (var field : object.elements().entrySet()) {
            if (field.getKey().equals("$or") && field.getValue() instanceof JsonArray alternatives) {
                branches = product(branches, alternatives);
            } else {
                branches.forEach(branch -> put(branch, field.getKey(), field.getValue()));
            }
        }
        return branches;
    }

    private static List<Map<String, List<JsonNode>>> product(
            List<Map<String, List<JsonNode>>> branches, JsonArray alternatives) {
        var more = new ArrayList<Map<String, List<JsonNode>>>();
        for (var alternative : alternatives.elements()) {
            for (var inner : branches(alternative)) {
                branches.forEach(branch -> {
                    var both = new LinkedHashMap<>(branch);
                    both.putAll(inner);
                    more.add(both);
                });
            }
        }
        return more;
    }

    private static void put(Map<String, List<JsonNode>> branch, String field, JsonNode value) {
        if (value instanceof JsonObject map) {
            map.elements().forEach((key, values) -> put(branch, field + "." + key, values));
        } else if (value instanceof JsonArray values) {
            branch.put(field, values.elements());
        }
    }
}
