package tocsin.action;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.Json;
import tocsin.page.Cleaned;

/**
 * One Deny of a bucket's policy, as far as it concerns whoever comes with a presigned URL: over HTTPS, from anywhere,
 * within a quarter of an hour.
 */
record PolicyStatement(int number, JsonObject json) {
    private static final List<String> ACTIONS = List.of("s3:GetObject", "s3:PutObject");
    private static final long QUARTER_OF_AN_HOUR = 900_000;

    /** The statements of a policy that deny something; empty where the text is no policy. */
    static Optional<List<PolicyStatement>> denying(String policy) {
        var values = Json.values(policy);
        if (values.size() != 1 || !(values.getFirst() instanceof JsonObject json)) {
            return Optional.empty();
        }
        var denying = new ArrayList<PolicyStatement>();
        var number = 0;
        for (var each : nodes(json.elements().get("Statement"))) {
            if (!(each instanceof JsonObject statement)) {
                return Optional.empty();
            }
            number++;
            if (texts(statement.elements().get("Effect")).contains("Deny")) {
                denying.add(new PolicyStatement(number, statement));
            }
        }
        return Optional.of(denying);
    }

    /** Why presigned URLs fail by it; empty where they do not. */
    Optional<String> hinders(String bucket) {
        var actions = ACTIONS.stream().filter(this::covers).toList();
        if (actions.isEmpty() || !coversObjects(bucket) || !coversAnybody() || isNeverMet()) {
            return Optional.empty();
        }
        var conditions = conditions();
        return Optional.of(name() + " denies " + String.join(" and ", actions)
                + (conditions.isEmpty() ? "" : ", by its condition on " + String.join(", ", conditions)));
    }

    private String name() {
        var sid = String.join("", texts(json.elements().get("Sid")));
        return sid.isEmpty() ? "statement " + number : "statement \"" + Cleaned.line(sid, 60) + "\"";
    }

    private boolean covers(String action) {
        return json.containsKey("NotAction")
                ? texts(json.elements().get("NotAction")).stream().noneMatch(pattern -> isOf(pattern, action))
                : texts(json.elements().get("Action")).stream().anyMatch(pattern -> isOf(pattern, action));
    }

    private static boolean isOf(String pattern, String action) {
        return Wildcard.fitsIam(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
    }

    /** Whether some object of the bucket may be meant. */
    private boolean coversObjects(String bucket) {
        return json.containsKey("NotResource")
                || texts(json.elements().get("Resource")).stream()
                        .anyMatch(pattern -> meet(pattern, "arn:aws:s3:::" + bucket + "/"));
    }

    private static boolean meet(String pattern, String objects) {
        var star = pattern.indexOf('*');
        var mark = pattern.indexOf('?');
        var wild = star < 0 || mark >= 0 && mark < star ? mark : star;
        return wild < 0
                ? pattern.startsWith(objects)
                : objects.startsWith(pattern.substring(0, wild))
                        || pattern.substring(0, wild).startsWith(objects);
    }

    /** One that denies only somebody named leaves all others their URLs. */
    private boolean coversAnybody() {
        return json.containsKey("NotPrincipal")
                || texts(json.elements().get("Principal")).contains("*")
                || json.elements().get("Principal") instanceof JsonObject named
                        && texts(named.elements().get("AWS")).contains("*");
    }

    /** Conditions are met all together: one that a presigned URL never meets is enough. */
    private boolean isNeverMet() {
        var never = false;
        if (json.elements().get("Condition") instanceof JsonObject operators) {
            for (var operator : operators.elements().entrySet()) {
                if (operator.getValue() instanceof JsonObject keys) {
                    for (var key : keys.elements().entrySet()) {
                        never |= isNeverMet(operator.getKey(), key.getKey(), texts(key.getValue()));
                    }
                }
            }
        }
        return never;
    }

    private static boolean isNeverMet(String operator, String key, List<String> values) {
        return switch (key.toLowerCase(Locale.ROOT)) {
            case "aws:securetransport" ->
                operator.startsWith("Bool") && values.stream().allMatch("false"::equalsIgnoreCase);
            case "s3:tlsversion" -> operator.startsWith("NumericLessThan");
            case "s3:signatureage" ->
                operator.startsWith("NumericGreaterThan")
                        && values.stream().allMatch(PolicyStatement::isQuarterOfAnHour);
            default -> false;
        };
    }

    private static boolean isQuarterOfAnHour(String milliseconds) {
        return milliseconds.matches("[0-9]{1,15}") && Long.parseLong(milliseconds) >= QUARTER_OF_AN_HOUR;
    }

    private List<String> conditions() {
        return nodes(json.elements().get("Condition")).stream()
                .flatMap(operators -> operators instanceof JsonObject object
                        ? object.elements().values().stream()
                        : Stream.<JsonNode>empty())
                .flatMap(keys -> keys instanceof JsonObject object
                        ? object.elements().keySet().stream()
                        : Stream.<String>empty())
                .map(key -> Cleaned.line(key, 60))
                .distinct()
                .limit(5)
                .toList();
    }

    /** A list, or one alone, as IAM takes both. */
    private static List<JsonNode> nodes(@Nullable JsonNode node) {
        return switch (node) {
            case null -> List.of();
            case JsonArray list -> list.elements();
            default -> List.of(node);
        };
    }

    private static List<String> texts(@Nullable JsonNode node) {
        return nodes(node).stream()
                .filter(each -> !(each instanceof JsonObject || each instanceof JsonArray))
                .map(JsonNode::text)
                .toList();
    }
}
