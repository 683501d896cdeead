package tocsin.state;

import java.util.List;

/** What must hold of a row for a write to happen. Several conditions of one write must all hold. */
public sealed interface Condition {
    /** No such attribute; of {@code pk}: no such row. */
    record Absent(String attribute) implements Condition {}

    /** There is such an attribute; of {@code pk}: such a row. */
    record Present(String attribute) implements Condition {}

    record Equal(String attribute, Value value) implements Condition {}

    /** The attribute is a number and not above the limit. */
    record AtMost(String attribute, long limit) implements Condition {}

    record AnyOf(List<Condition> conditions) implements Condition {
        public AnyOf {
            conditions = List.copyOf(conditions);
        }
    }

    static Condition noRow() {
        return new Absent("pk");
    }

    static Condition equal(String attribute, long value) {
        return new Equal(attribute, Value.of(value));
    }

    static Condition equal(String attribute, String value) {
        return new Equal(attribute, Value.of(value));
    }
}
