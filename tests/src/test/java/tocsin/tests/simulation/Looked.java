package tocsin.tests.simulation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Table;
import tocsin.state.Write;

/** A table that notes who has looked whether all runs are halted. */
record Looked(Table table, Runnable atHalt) implements Table {
    @Override
    public Rows read(List<Key> keys) {
        if (keys.contains(Keys.HALT)) {
            atHalt.run();
        }
        return table.read(keys);
    }

    @Override
    public Written write(Write write) {
        return table.write(write);
    }

    @Override
    public Committed transact(List<Write> writes, String token) {
        return table.transact(writes, token);
    }

    @Override
    public Page query(String pk, String prefix, boolean newestFirst, int limit, @Nullable Key after) {
        return table.query(pk, prefix, newestFirst, limit, after);
    }

    @Override
    public List<Key> due(int shard, Instant until, int limit) {
        return table.due(shard, until, limit);
    }
}
