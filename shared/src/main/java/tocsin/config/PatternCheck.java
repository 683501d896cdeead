package tocsin.config;

import io.avaje.json.JsonDataException;
import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonBoolean;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNumber;
import io.avaje.json.node.JsonObject;
import io.avaje.json.node.JsonString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.event.ruler.JsonRuleCompiler;
import tocsin.alarm.AlarmState;

/** Finds what keeps a pattern, or one alternative of it, from ever matching: an error when it is read. */
public final class PatternCheck {
    /** What a pattern picks alarms for; it decides which fields are known by then. */
    public enum Use {
        STAGE,
        SERVICE,
        IGNORE,
        SEVERITY,
        RUNBOOK,
        /** A silence or a window: it holds alarms back. */
        HOLD;

        private List<String> without() {
            return switch (this) {
                case STAGE -> List.of("stage", "service", "state", Description.OBSERVED);
                case SERVICE -> List.of("service", "state", Description.OBSERVED);
                case IGNORE -> List.of("service");
                case SEVERITY, RUNBOOK, HOLD -> List.of();
            };
        }

        private boolean withholds() {
            return this == STAGE || this == IGNORE || this == HOLD;
        }
    }

    /**
     * What is wrong, and where in the pattern.
     *
     * @param path the keys and indexes that lead to it
     */
    public record Problem(List<String> path, String text) {
        public Problem {
            path = List.copyOf(path);
        }
    }

    private static final String OR = "$or";
    private static final List<String> NUMBERS = List.of("threshold", Description.OBSERVED);
    private static final String SWITCH = "actions-enabled";

    private final Map<String, List<String>> closed;
    private final Use use;
    private final List<Problem> problems = new ArrayList<>();

    private PatternCheck(Known known, Use use) {
        this.use = use;
        this.closed = new LinkedHashMap<>();
        closed.put("stage", known.stages());
        closed.put("service", known.services());
        closed.put("account", known.accounts());
        closed.put("region", known.regions());
        closed.put("state", Arrays.stream(AlarmState.values()).map(Enum::name).toList());
    }

    /** All that is wrong with the pattern; nothing where it may match. */
    public static List<Problem> problems(String json, Use use, Known known) {
        JsonNode root;
        try {
            root = PatternJson.tree(json);
        } catch (JsonDataException | IllegalStateException failure) {
            return List.of(new Problem(List.of(), "is no JSON: " + failure.getMessage()));
        }
        if (!(root instanceof JsonObject object)) {
            return List.of(new Problem(List.of(), "is no pattern: expected fields, each with a list of values"));
        }
        var check = new PatternCheck(known, use);
        check.fields(object, List.of());
        if (check.problems.isEmpty()) {
            Optional.ofNullable(JsonRuleCompiler.check(json))
                    .ifPresent(text -> check.add(List.of(), "is no pattern: " + firstLine(text)));
        }
        return List.copyOf(check.problems);
    }

    private void fields(JsonObject object, List<String> path) {
        if (object.isEmpty()) {
            add(path, "is empty: expected a field of the alarm");
        }
        object.elements().forEach((field, value) -> {
            var here = with(path, field);
            if (field.equals(OR)) {
                alternatives(value, here);
            } else if (Description.MAPS.contains(field)) {
                keys(field, value, here);
            } else {
                field(field, value, here);
            }
        });
    }

    private void alternatives(JsonNode value, List<String> path) {
        if (!(value instanceof JsonArray array) || array.size() < 2) {
            add(path, "expected a list of two patterns or more");
            return;
        }
        for (int index = 0; index < array.size(); index++) {
            var here = with(path, Integer.toString(index));
            if (array.elements().get(index) instanceof JsonObject object) {
                fields(object, here);
            } else {
                add(here, "expected a pattern");
            }
        }
    }

    private void keys(String map, JsonNode value, List<String> path) {
        if (!(value instanceof JsonObject object) || object.isEmpty()) {
            add(path, "expected the name of one of the " + map + ", with a list of values");
            return;
        }
        object.elements().forEach((key, values) -> values(map + "." + key, values, with(path, key)));
    }

    private void field(String field, JsonNode value, List<String> path) {
        var map = Description.MAPS.stream().anyMatch(each -> field.startsWith(each + "."));
        if (!map && !Description.FIELDS.contains(field)) {
            add(path, "an alarm has no field \"" + field + "\"; its fields are " + listed(Description.FIELDS));
        } else if (use.without().contains(field)) {
            add(path, "can never match: \"" + field + "\" is not known, or may change, when this is decided");
        } else {
            values(field, value, path);
        }
    }

    private void values(String field, JsonNode value, List<String> path) {
        if (!(value instanceof JsonArray array)) {
            add(path, "expected a list of values: [" + PatternJson.text(value) + "]");
            return;
        }
        if (array.isEmpty()) {
            add(path, "can never match: an empty list");
        }
        for (var each : array.elements()) {
            never(field, each).ifPresent(why -> add(path, "can never match: " + why));
        }
    }

    /** Why this alternative can never match. */
    private Optional<String> never(String field, JsonNode value) {
        if (value instanceof JsonObject matcher && matcher.containsKey("exists")) {
            return absent(field, matcher);
        }
        if (NUMBERS.contains(field)) {
            return neverANumber(field, value);
        }
        if (field.equals(SWITCH)) {
            return value instanceof JsonBoolean
                    ? Optional.empty()
                    : Optional.of("\"" + SWITCH + "\" is true or false, never " + PatternJson.text(value));
        }
        return neverAText(field, value);
    }

    private Optional<String> absent(String field, JsonObject matcher) {
        if (!(matcher.elements().get("exists") instanceof JsonBoolean exists) || Boolean.parseBoolean(exists.text())) {
            return Optional.empty();
        }
        if (use.withholds()) {
            return Optional.of("a field that a message does not carry is unknown, and holds nothing back");
        }
        return field.equals("alarm") || closed.containsKey(field)
                ? Optional.of("every alarm has the field \"" + field + "\"")
                : Optional.empty();
    }

    private static Optional<String> neverANumber(String field, JsonNode value) {
        if (value instanceof JsonNumber) {
            return Optional.empty();
        }
        if (value instanceof JsonObject matcher && matcher.containsKey("anything-but")) {
            return Optional.empty();
        }
        if (value instanceof JsonObject matcher && matcher.containsKey("numeric")) {
            return Interval.of(matcher).filter(Interval::isEmpty).map(interval -> "no number is " + interval);
        }
        return Optional.of("\"" + field + "\" is a number, never " + PatternJson.text(value));
    }

    private Optional<String> neverAText(String field, JsonNode value) {
        if (value instanceof JsonObject matcher ? matcher.containsKey("numeric") : !(value instanceof JsonString)) {
            return Optional.of("\"" + field + "\" is a text, never " + PatternJson.text(value));
        }
        var candidates = closed.get(field);
        if (candidates == null || JsonRuleCompiler.check(PatternJson.pattern(field, value)) != null) {
            return Optional.empty();
        }
        var pattern = new Pattern(PatternJson.pattern(field, value));
        return candidates.stream().anyMatch(candidate -> pattern.matches(Description.only(field, candidate)))
                ? Optional.empty()
                : Optional.of(PatternJson.text(value) + " is no " + field + "; there is " + listed(candidates));
    }

    private void add(List<String> path, String text) {
        problems.add(new Problem(path, text));
    }

    private static List<String> with(List<String> path, String next) {
        var longer = new ArrayList<>(path);
        longer.add(next);
        return longer;
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
