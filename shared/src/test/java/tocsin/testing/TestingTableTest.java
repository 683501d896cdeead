package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Value;
import tocsin.state.Write;

/** The table in memory keeps the contract, and shows what a test wants to see. */
class TestingTableTest extends TableContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Key HEAD = new Key("prod/api", "head");

    private final TestingClock clock = new TestingClock(NOON);

    @Override
    protected Table table() {
        return new TestingTable(clock);
    }

    private static Row version(long number) {
        return new Row(HEAD, Map.of("version", Value.of(number)));
    }

    private static Write put(Row row) {
        return new Write.Put(row, List.of());
    }

    @Test
    void its_stream_tells_each_change_with_both_images_and_nothing_where_nothing_changed() {
        var table = new TestingTable(clock);

        table.write(put(version(1)));
        table.write(put(version(1)));
        table.transact(List.of(put(version(2))), "token");
        table.transact(List.of(put(version(2))), "token");
        table.write(new Write.Delete(HEAD, List.of()));

        assertThat(table.changes())
                .containsExactly(
                        new Change(HEAD, null, version(1), NOON),
                        new Change(HEAD, version(1), version(2), NOON),
                        new Change(HEAD, version(2), null, NOON));
        assertThat(table.changesAfter(2)).hasSize(1);
    }

    @Test
    void after_ten_minutes_a_token_is_forgotten() {
        var table = new TestingTable(clock);
        var count = new Write.Update(HEAD, Map.of(), Map.of("version", 1L), List.of(), List.of());
        table.transact(List.of(count), "token");
        clock.advance(Duration.ofMinutes(11));

        table.transact(List.of(count), "token");

        assertThat(table.row(HEAD)).isEqualTo(version(2));
    }

    @Test
    void its_index_can_be_made_to_lag() {
        var table = new TestingTable(clock);
        var due = Map.of(Due.PARTITION, Value.of("due#0"), Due.AT, Due.at(NOON));
        table.freezeIndex();
        table.write(put(new Row(HEAD, due)));

        assertThat(table.due(0, NOON, 10)).isEmpty();
        table.thawIndex();
        assertThat(table.due(0, NOON, 10)).containsExactly(HEAD);
    }
}
