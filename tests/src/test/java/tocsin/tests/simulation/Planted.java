package tocsin.tests.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tocsin.page.PageRow;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Value;
import tocsin.state.Write;

/** A table to which somebody writes who made a mistake: each write is what it would be with a fault planted. */
record Planted(Table table, UnaryOperator<Write> mistake, boolean seesHalt) implements Table {
    Planted(Table table, UnaryOperator<Write> mistake) {
        this(table, mistake, true);
    }

    /** Nobody sees that all is halted, nor makes sure of it. */
    static Planted withoutHalt(Table table) {
        return new Planted(table, write -> write, false);
    }

    /** A head is written whatever version it has by now. */
    static Write withoutVersion(Write write) {
        return Keys.isHead(write.key()) ? unconditional(write) : write;
    }

    /** A page is claimed whoever has it. */
    static Write claimsWithoutLease(Write write) {
        return isOfNotify(write) && isClaim(write) ? unconditional(write) : write;
    }

    /** What a channel answered is committed whoever has the page by now. */
    static Write answersWithoutLease(Write write) {
        return isOfNotify(write) && !isClaim(write) ? unconditional(write) : write;
    }

    private static boolean isOfNotify(Write write) {
        return Keys.isPage(write.key()) && write instanceof Write.Update;
    }

    private static boolean isClaim(Write write) {
        return write instanceof Write.Update update && update.add().containsKey(PageRow.LEASE);
    }

    /** A page is looked at by whom the stream tells, and never again. */
    static Write pagesWithoutTimer(Write write) {
        return Keys.isPage(write.key()) ? timeless(write) : write;
    }

    /** What withholds a page sets no timer that looks again; nor does what watches an incident end. */
    static Write headsWithoutTimer(Write write) {
        return Keys.isHead(write.key()) ? timeless(write) : write;
    }

    /** A run waits in memory alone. */
    static Write runsWithoutTimer(Write write) {
        return Keys.isRun(write.key()) ? timeless(write) : write;
    }

    /** The canary is taken in, and nobody is told to carry it on. */
    static Write canaryWithoutTimer(Write write) {
        return write.key().equals(Keys.CANARY) ? timeless(write) : write;
    }

    @Override
    public Rows read(List<Key> keys) {
        var rows = table.read(keys);
        if (seesHalt) {
            return rows;
        }
        var left = new TreeMap<>(rows.rows());
        left.remove(Keys.HALT);
        return new Rows(left, rows.unread());
    }

    @Override
    public Written write(Write write) {
        return table.write(mistake.apply(write));
    }

    @Override
    public Committed transact(List<Write> writes, String token) {
        return table.transact(
                writes.stream()
                        .filter(write -> seesHalt
                                || !(write instanceof Write.Check && write.key().equals(Keys.HALT)))
                        .map(mistake)
                        .toList(),
                token);
    }

    @Override
    public Page query(String pk, String prefix, boolean newestFirst, int limit, @Nullable Key after) {
        return table.query(pk, prefix, newestFirst, limit, after);
    }

    @Override
    public List<Key> due(int shard, Instant until, int limit) {
        return table.due(shard, until, limit);
    }

    private static Write unconditional(Write write) {
        return switch (write) {
            case Write.Put put -> new Write.Put(put.row(), List.of());
            case Write.Update update ->
                new Write.Update(update.key(), update.set(), update.add(), update.remove(), List.of());
            case Write.Delete delete -> new Write.Delete(delete.key(), List.of());
            case Write.Check check -> new Write.Check(check.key(), List.of());
        };
    }

    private static Write timeless(Write write) {
        return switch (write) {
            case Write.Put put ->
                new Write.Put(new Row(put.key(), timeless(put.row().attributes())), put.conditions());
            case Write.Update update ->
                new Write.Update(
                        update.key(), timeless(update.set()), update.add(), update.remove(), update.conditions());
            default -> write;
        };
    }

    private static Map<String, Value> timeless(Map<String, Value> attributes) {
        var without = new TreeMap<>(attributes);
        without.remove(Due.PARTITION);
        without.remove(Due.AT);
        return without;
    }
}
