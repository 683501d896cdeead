package tocsin.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tocsin.action.Action.Parameter;
import tocsin.action.Form;

/** A table exists, is active, and turns no more away than it may. */
final class DynamoDbCheck implements CheckKind {
    private static final String TABLE = "table";
    private static final String THROTTLES = "throttles";
    private static final Duration LATELY = Duration.ofMinutes(15);

    @Override
    public String name() {
        return "dynamodb";
    }

    @Override
    public String about() {
        return "A table exists and is ACTIVE; at most so many throttles within a quarter of an hour.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Forms.needed(TABLE, Forms.NAME), Forms.optional(THROTTLES, Form.NUMBER));
    }

    @Override
    public List<String> permissions(Map<String, String> parameters) {
        var permissions = new ArrayList<>(Acted.permissions("dynamodb.describe"));
        if (parameters.containsKey(THROTTLES)) {
            permissions.add(Measured.PERMISSION);
        }
        return permissions;
    }

    @Override
    public Seen look(Look look) {
        var seen = Acted.by(
                "dynamodb.describe", look, (says, outputs) -> Seen.of("ACTIVE".equals(outputs.get("status")), says));
        return look.has(THROTTLES) ? seen.and(Seen.part(() -> throttles(look))) : seen;
    }

    private static Seen throttles(Look look) {
        var most = look.number(THROTTLES, 0);
        var throttled = List.of("ReadThrottleEvents", "WriteThrottleEvents").stream()
                .mapToDouble(metric -> Measured.of("AWS/DynamoDB", metric, "Sum")
                        .in("TableName", look.text(TABLE))
                        .sum(look, LATELY)
                        .orElse(0)) // of what was never throttled there is no metric
                .sum();
        return Seen.of(throttled <= most, Measured.said(throttled) + " throttled");
    }
}
