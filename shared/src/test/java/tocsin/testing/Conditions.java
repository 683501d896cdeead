package tocsin.testing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.state.Condition;
import tocsin.state.Condition.Absent;
import tocsin.state.Condition.AnyOf;
import tocsin.state.Condition.AtMost;
import tocsin.state.Condition.Equal;
import tocsin.state.Condition.Present;
import tocsin.state.Row;
import tocsin.state.Value;

/** Whether conditions hold of a row, by DynamoDB's rules: what is not there, or of another type, satisfies nothing. */
final class Conditions {
    private Conditions() {}

    static boolean hold(List<Condition> conditions, @Nullable Row row) {
        return conditions.stream().allMatch(condition -> holds(condition, row));
    }

    private static boolean holds(Condition condition, @Nullable Row row) {
        return switch (condition) {
            case Absent(var attribute) -> value(row, attribute) == null;
            case Present(var attribute) -> value(row, attribute) != null;
            case Equal(var attribute, var value) -> value.equals(value(row, attribute));
            case AtMost(var attribute, var limit) ->
                value(row, attribute) instanceof Value.Whole(var number) && number <= limit;
            case AnyOf(var any) -> any.stream().anyMatch(one -> holds(one, row));
        };
    }

    private static @Nullable Value value(@Nullable Row row, String attribute) {
        if (row == null) {
            return null;
        }
        return switch (attribute) {
            case "pk" -> Value.of(row.key().pk());
            case "sk" -> Value.of(row.key().sk());
            default -> row.attributes().get(attribute);
        };
    }
}
