package tocsin.health;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.state.Condition;
import tocsin.state.Due;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;

/**
 * The row of the alarm that Tocsin sets off itself, each minute: it takes the way that every alarm takes, and opens
 * nothing. Only the newest counts, so one row holds it.
 *
 * @param at the alarm's own instant, in milliseconds since 1970
 * @param told the instant of the newest that came out of the end of the way; null where none has yet
 * @param toldAt when that was
 * @param answer what came of telling it last
 */
public record Canary(
        long at,
        @Nullable Long told,
        @Nullable Long toldAt,
        @Nullable String answer) {
    /** No alarm of the product may be called so: what is, is taken for a canary, of ours or of another Tocsin's. */
    public static final String PREFIX = "tocsin-canary-";

    private static final String AT = "at";
    private static final String TOLD = "told";
    private static final String TOLD_AT = "toldAt";
    private static final String ANSWER = "answer";

    /** The row as it stands; null where no canary was ever taken in. */
    public static @Nullable Canary of(@Nullable Row row) {
        var at = row == null ? null : row.number(AT);
        return row == null || at == null
                ? null
                : new Canary(at, row.number(TOLD), row.number(TOLD_AT), row.text(ANSWER));
    }

    /** Whether it has yet to come out of the end. */
    public boolean isUnderWay() {
        return told == null || told < at;
    }

    /** Taken in: due at once, unless it is known or there is a newer one. */
    public static Write.Update taken(Instant at, Instant now) {
        return new Write.Update(
                Keys.CANARY,
                due(new TreeMap<>(Map.of(AT, Due.at(at))), now),
                Map.of(),
                List.of(),
                List.of(new Condition.AnyOf(
                        List.of(new Condition.Absent(AT), new Condition.AtMost(AT, at.toEpochMilli() - 1)))));
    }

    /** Come out of the end: not due any more, unless there is a newer one by now. */
    public Write.Update over(Instant now, String said) {
        var set = new TreeMap<String, Value>();
        set.put(TOLD, Value.of(at));
        set.put(TOLD_AT, Due.at(now));
        set.put(ANSWER, Value.of(said));
        return update(set, List.of(Due.PARTITION, Due.AT));
    }

    /** Given up, since it has come too late to say that all is well: the next one says so, or does not. */
    public Write.Update late(String said) {
        var set = new TreeMap<String, Value>();
        set.put(ANSWER, Value.of(said));
        return update(set, List.of(Due.PARTITION, Due.AT));
    }

    /** Not told: again at that instant, unless there is a newer one by now. */
    public Write.Update again(Instant then, String said) {
        var set = new TreeMap<String, Value>();
        set.put(ANSWER, Value.of(said));
        return update(due(set, then), List.of());
    }

    private Write.Update update(TreeMap<String, Value> set, List<String> remove) {
        return new Write.Update(Keys.CANARY, set, Map.of(), remove, List.of(Condition.equal(AT, at)));
    }

    private static TreeMap<String, Value> due(TreeMap<String, Value> set, Instant at) {
        set.put(Due.PARTITION, Value.of(Due.partition(Keys.CANARY)));
        set.put(Due.AT, Due.at(at));
        return set;
    }
}
