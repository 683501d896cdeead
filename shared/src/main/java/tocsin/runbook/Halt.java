package tocsin.runbook;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.state.Condition;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;

/** That nothing is to be changed by anybody's runbook until somebody says otherwise: the row is there, or it is not. */
public record Halt(String by, Instant at) {
    private static final String BY = "by";
    private static final String AT = "at";

    /** The halt that the row tells of; null where there is none. */
    public static @Nullable Halt of(@Nullable Row row) {
        if (row == null) {
            return null;
        }
        var by = row.text(BY);
        var at = row.number(AT);
        return new Halt(by == null ? "somebody" : by, Instant.ofEpochMilli(at == null ? 0 : at));
    }

    /** What halts. */
    public Write write() {
        var attributes = new TreeMap<String, Value>();
        attributes.put(BY, Value.of(by));
        attributes.put(AT, Value.of(at.toEpochMilli()));
        attributes.put("schema", Value.of(1));
        return new Write.Put(new Row(Keys.HALT, attributes), List.of());
    }

    /** What ends a halt. */
    public static Write lift() {
        return new Write.Delete(Keys.HALT, List.of());
    }

    /** What must hold of the table for a change to begin. */
    static Write none() {
        return new Write.Check(Keys.HALT, List.of(Condition.noRow()));
    }
}
