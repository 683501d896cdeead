package tocsin.config;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNumber;
import io.avaje.json.node.JsonObject;
import io.avaje.json.node.JsonString;
import java.util.Optional;

/** The numbers that a pattern's {@code numeric} takes. */
record Interval(double bottom, boolean withBottom, double top, boolean withTop, String text) {
    /** The interval of a number, or of {@code {"numeric": [...]}}; empty for all else, and where it is none. */
    static Optional<Interval> of(JsonNode value) {
        if (value instanceof JsonNumber number) {
            return Optional.of(new Interval(number.doubleValue(), true, number.doubleValue(), true, number.text()));
        }
        if (!(value instanceof JsonObject object) || !(object.elements().get("numeric") instanceof JsonArray terms)) {
            return Optional.empty();
        }
        var interval = new Interval(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false, "");
        var elements = terms.elements();
        for (int index = 0; index + 1 < elements.size(); index += 2) {
            if (!(elements.get(index) instanceof JsonString operator)
                    || !(elements.get(index + 1) instanceof JsonNumber number)) {
                return Optional.empty();
            }
            interval = interval.and(operator.text(), number.doubleValue(), number.text());
        }
        return elements.size() < 2 ? Optional.empty() : Optional.of(interval);
    }

    private Interval and(String operator, double value, String number) {
        var said = (text.isEmpty() ? "" : text + " and ") + operator + " " + number;
        return switch (operator) {
            case ">" -> new Interval(value, false, top, withTop, said);
            case ">=" -> new Interval(value, true, top, withTop, said);
            case "<" -> new Interval(bottom, withBottom, value, false, said);
            case "<=" -> new Interval(bottom, withBottom, value, true, said);
            default -> new Interval(value, true, value, true, said);
        };
    }

    boolean isEmpty() {
        return bottom > top || (bottom == top && !(withBottom && withTop));
    }

    boolean holds(Interval other) {
        var below = bottom < other.bottom || (bottom == other.bottom && (withBottom || !other.withBottom));
        var above = top > other.top || (top == other.top && (withTop || !other.withTop));
        return below && above;
    }

    @Override
    public String toString() {
        return text;
    }
}
