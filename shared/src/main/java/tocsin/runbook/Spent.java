package tocsin.runbook;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.config.Rate;
import tocsin.state.Condition;
import tocsin.state.Key;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;

/**
 * When changes were made, as a budget's row holds it; only what may still count is kept.
 *
 * @param version counts the commits; 0 where there is no row yet
 */
record Spent(List<Instant> at, long version) {
    private static final String AT = "at";
    private static final String VERSION = "version";

    static final Spent NOTHING = new Spent(List.of(), 0);

    Spent {
        at = List.copyOf(at);
    }

    /** How many of them count now. */
    long within(Rate rate, Instant now) {
        return at.stream()
                .filter(each -> each.isAfter(now.minus(rate.within())))
                .count();
    }

    /** When one more would be allowed again. */
    Instant allowedAt(Rate rate, Instant now) {
        var counting = at.stream()
                .filter(each -> each.isAfter(now.minus(rate.within())))
                .sorted()
                .toList();
        return counting.size() < rate.count()
                ? now
                : counting.get(counting.size() - rate.count()).plus(rate.within());
    }

    Spent and(Rate rate, Instant now) {
        return new Spent(
                Stream.concat(at.stream().filter(each -> each.isAfter(now.minus(rate.within()))), Stream.of(now))
                        .toList(),
                version);
    }

    /** What a row says. */
    static Spent of(@Nullable Row row) {
        if (row == null) {
            return NOTHING;
        }
        var text = row.text(AT);
        var version = row.number(VERSION);
        var instants = text == null || text.isEmpty() ? Stream.<String>empty() : Arrays.stream(text.split(" ", -1));
        return new Spent(instants.map(Instant::parse).toList(), version == null ? 0 : version);
    }

    /** The write that replaces what was read. */
    Write write(Key key) {
        var attributes = new TreeMap<String, Value>();
        attributes.put(AT, Value.of(at.stream().map(Instant::toString).collect(Collectors.joining(" "))));
        attributes.put(VERSION, Value.of(version + 1));
        attributes.put("schema", Value.of(1));
        var unchanged = version == 0 ? Condition.noRow() : Condition.equal(VERSION, version);
        return new Write.Put(new Row(key, attributes), List.of(unchanged));
    }
}
