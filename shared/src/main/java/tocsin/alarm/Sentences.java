package tocsin.alarm;

import java.util.Locale;
import java.util.stream.Collectors;

/** Says in words what was read. */
final class Sentences {
    private Sentences() {}

    static String about(Transition transition) {
        return "%s alarm '%s' %s at %s, told by %s%s"
                .formatted(
                        word(transition.kind()),
                        transition.alarm(),
                        move(transition),
                        transition.at(),
                        word(transition.way()),
                        held(transition));
    }

    /** What a document is that is no alarm: an event's type, or else what it holds. */
    static String about(Fields document) {
        var type = document.text("detail-type", "detailType");
        if (type != null) {
            return "an event of another kind: " + type;
        }
        var fields = document.json().elements().keySet().stream().limit(5).collect(Collectors.joining(", "));
        return "JSON that is no alarm, with the fields " + Texts.fit(fields, 200);
    }

    /** "PERCENTILE" as people write it: "percentile". */
    static String word(AlarmKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String word(Way way) {
        return switch (way) {
            case SNS -> "SNS";
            case EVENTBRIDGE -> "EventBridge";
            case DIRECT -> "a direct invocation";
            case SWEEP -> "the sweep over CloudWatch's own list";
            case HOOK -> "a webhook";
            case CHECK -> "a health check";
            case HAND -> "a person";
        };
    }

    private static String move(Transition transition) {
        return transition.previous() == null
                ? "is in " + transition.state()
                : "moved from " + transition.previous() + " to " + transition.state();
    }

    private static String held(Transition transition) {
        if (transition.muted()) {
            return "; a mute rule holds its actions";
        }
        return transition.suppressedBy() == null ? "" : "; its actions are held by " + transition.suppressedBy();
    }
}
