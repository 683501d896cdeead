package tocsin.watch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import tocsin.Ports;
import tocsin.state.Condition;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Ledger;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Value;
import tocsin.state.Write;

/** A row of WATCH's own: what it keeps from one time to the next, and when the next time is. */
final class OwnRow {
    private final Table table;
    private final InstantSource clock;
    private final Ledger ledger;
    private final Key key;
    private boolean begun;

    OwnRow(Ports ports, Ledger ledger, Key key) {
        table = ports.table();
        clock = ports.clock();
        this.ledger = ledger;
        this.key = key;
    }

    /** Once in a function's life: where it is wanted and there never was one, there is the first from now on. */
    void begin(boolean wanted, Supplier<Row> first) {
        if (!begun && wanted) {
            table.write(new Write.Put(first.get(), List.of(Condition.noRow())));
        }
        begun = true;
    }

    /** The row, where it is there and due by now. */
    Optional<Found> due() {
        var row = ledger.rows(List.of(key)).get(key);
        var at = row == null ? null : row.number(Due.AT);
        return row == null || at == null || at > clock.instant().toEpochMilli()
                ? Optional.empty()
                : Optional.of(new Found(row, at));
    }

    /** The row as it is to be: due then, and keeping this. */
    Row of(Instant due, Map<String, Value> says) {
        var attributes = new TreeMap<>(says);
        attributes.put("schema", Value.of(1));
        attributes.put(Due.PARTITION, Value.of(Due.partition(key)));
        attributes.put(Due.AT, Due.at(due));
        return new Row(key, attributes);
    }

    /**
     * The row that is due.
     *
     * @param at since when, in milliseconds since 1970
     */
    record Found(Row row, long at) {
        /** That nobody was quicker: whoever has done what was due has let it be due at another time. */
        Condition unchanged() {
            return Condition.equal(Due.AT, at);
        }
    }
}
