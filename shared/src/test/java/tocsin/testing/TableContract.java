package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.state.Condition;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Table.Cause;
import tocsin.state.Table.Committed;
import tocsin.state.Table.Page;
import tocsin.state.Table.Why;
import tocsin.state.Table.Written;
import tocsin.state.Value;
import tocsin.state.Write;

/** What every table promises: the one in memory, and DynamoDB. */
public abstract class TableContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Key HEAD = new Key("prod/api", "head");
    private static final Key BOARD = new Key("prod/api", "board#0");

    /** An empty table for each test. Tokens hold for all tables of an account: each test has tokens of its own. */
    protected abstract Table table();

    private static Row row(Key key, Object... namesAndValues) {
        var attributes = new TreeMap<String, Value>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            attributes.put(
                    (String) namesAndValues[i],
                    namesAndValues[i + 1] instanceof String text
                            ? Value.of(text)
                            : Value.of(((Number) namesAndValues[i + 1]).longValue()));
        }
        return new Row(key, attributes);
    }

    private static Write put(Row row, Condition... conditions) {
        return new Write.Put(row, List.of(conditions));
    }

    private static Write delete(Key key, Condition... conditions) {
        return new Write.Delete(key, List.of(conditions));
    }

    private static Write check(Key key, Condition... conditions) {
        return new Write.Check(key, List.of(conditions));
    }

    private static Write set(Key key, String name, Value value, Condition... conditions) {
        return new Write.Update(key, Map.of(name, value), Map.of(), List.of(), List.of(conditions));
    }

    private static Write add(Key key, String name, long number, Condition... conditions) {
        return new Write.Update(key, Map.of(), Map.of(name, number), List.of(), List.of(conditions));
    }

    private static void refused(ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        PortFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
    }

    private Map<Key, Row> read(Table table, Key... keys) {
        return table.read(List.of(keys)).rows();
    }

    @Test
    void what_was_put_is_read_back_with_texts_and_numbers() {
        var table = table();
        var head = row(HEAD, "body", "{\"a\":1}", "version", 7, "schema", 1, "empty", "", "least", Long.MIN_VALUE);

        assertThat(table.write(put(head))).isEqualTo(new Written.Done(head));

        assertThat(table.read(List.of(HEAD, BOARD))).isEqualTo(new Table.Rows(Map.of(HEAD, head), List.of()));
    }

    @Test
    void a_put_takes_the_place_of_the_whole_row() {
        var table = table();
        table.write(put(row(HEAD, "old", "x")));

        table.write(put(row(HEAD, "new", "y")));

        assertThat(read(table, HEAD)).containsExactly(Map.entry(HEAD, row(HEAD, "new", "y")));
    }

    @Test
    void a_refused_condition_writes_nothing_and_shows_the_row_as_it_stands() {
        var table = table();
        var first = row(HEAD, "version", 1);
        table.write(put(first, Condition.noRow()));

        assertThat(table.write(put(row(HEAD, "version", 2), Condition.noRow()))).isEqualTo(new Written.Refused(first));
        assertThat(table.write(add(HEAD, "version", 1, Condition.equal("version", 5))))
                .isEqualTo(new Written.Refused(first));
        assertThat(table.write(delete(HEAD, Condition.equal("version", 5)))).isEqualTo(new Written.Refused(first));
        assertThat(read(table, HEAD)).containsValue(first);
    }

    @Test
    void where_there_is_no_row_a_refused_condition_shows_none() {
        assertThat(table().write(add(HEAD, "version", 1, new Condition.Present("pk"))))
                .isEqualTo(new Written.Refused(null));
    }

    @Test
    void an_update_sets_adds_and_removes_and_leaves_the_rest() {
        var table = table();
        table.write(put(row(HEAD, "kept", "k", "body", "old", "count", 2, "gone", "g")));

        var written = table.write(new Write.Update(
                HEAD,
                Map.of("body", Value.of("new")),
                Map.of("count", 3L, "fresh", 1L),
                List.of("gone", "never-there"),
                List.of()));

        assertThat(written).isEqualTo(new Written.Done(row(HEAD, "kept", "k", "body", "new", "count", 5, "fresh", 1)));
    }

    @Test
    void an_update_makes_the_row_where_there_is_none() {
        assertThat(table().write(add(HEAD, "count", 4))).isEqualTo(new Written.Done(row(HEAD, "count", 4)));
    }

    @Test
    void an_update_of_nothing_makes_an_empty_row() {
        var nothing = new Write.Update(HEAD, Map.of(), Map.of(), List.of(), List.of());

        assertThat(table().write(nothing)).isEqualTo(new Written.Done(row(HEAD)));
    }

    @Test
    void a_deletion_leaves_no_row_and_may_be_repeated() {
        var table = table();
        table.write(put(row(HEAD, "version", 1)));

        assertThat(table.write(delete(HEAD))).isEqualTo(new Written.Done(null));
        assertThat(table.write(delete(HEAD))).isEqualTo(new Written.Done(null));
        assertThat(read(table, HEAD)).isEmpty();
    }

    @Test
    void an_attribute_with_a_name_that_is_a_reserved_word_or_has_signs_is_as_good_as_any() {
        var table = table();
        var odd = row(HEAD, "size", 1, "status", "ok", "lease.until", 5, "a-b", "c", "#x", "y", ":z", "z");

        table.write(put(odd));

        assertThat(table.write(add(HEAD, "size", 1, Condition.equal("status", "ok"), Condition.equal("#x", "y"))))
                .isInstanceOf(Written.Done.class);
        assertThat(table.write(set(HEAD, "lease.until", Value.of(6), Condition.equal("a-b", "c"))))
                .isEqualTo(new Written.Done(
                        row(HEAD, "size", 2, "status", "ok", "lease.until", 6, "a-b", "c", "#x", "y", ":z", "z")));
    }

    @Test
    void conditions_look_at_presence_equality_and_size_and_never_hold_of_another_type() {
        var table = table();
        var stands = row(HEAD, "number", 5, "text", "t");
        table.write(put(stands));

        holds(table, stands, true, new Condition.Present("number"), new Condition.Absent("missing"));
        holds(table, stands, true, Condition.equal("number", 5), Condition.equal("text", "t"));
        holds(table, stands, true, new Condition.AtMost("number", 5));
        holds(table, stands, false, new Condition.AtMost("number", 4));
        holds(table, stands, false, new Condition.AtMost("text", 4));
        holds(table, stands, false, new Condition.AtMost("missing", 4));
        holds(table, stands, false, Condition.equal("number", "5"));
        holds(table, stands, false, Condition.equal("text", 5));
        holds(table, stands, false, Condition.equal("missing", ""));
        holds(table, stands, false, new Condition.Absent("number"));
        holds(table, stands, false, new Condition.Present("missing"));
        holds(table, stands, false, Condition.equal("number", 5), Condition.equal("text", "other"));
        holds(table, stands, true, Condition.equal("pk", "prod/api"), Condition.equal("sk", "head"));
        holds(table, stands, true, anyOf(new Condition.Absent("number"), new Condition.AtMost("number", 9)));
        holds(table, stands, false, anyOf(new Condition.Absent("number"), new Condition.AtMost("number", 1)));
        holds(table, stands, false, anyOf(Condition.equal("number", 5)), Condition.equal("text", "other"));
    }

    private static Condition anyOf(Condition... conditions) {
        return new Condition.AnyOf(List.of(conditions));
    }

    private static void holds(Table table, Row stands, boolean expected, Condition... conditions) {
        assertThat(table.write(put(stands, conditions)))
                .as(List.of(conditions).toString())
                .isEqualTo(expected ? new Written.Done(stands) : new Written.Refused(stands));
    }

    @Test
    void a_transaction_does_all_or_nothing() {
        var table = table();
        var board = row(BOARD, "version", 3);
        table.write(put(board));

        var cancelled = table.transact(
                List.of(
                        put(row(HEAD, "version", 1), Condition.noRow()),
                        add(BOARD, "version", 1, Condition.equal("version", 2)),
                        delete(new Key("prod/api", "gone"), new Condition.Present("pk"))),
                "first of 11");

        assertThat(cancelled)
                .isEqualTo(new Committed.Cancelled(List.of(
                        new Cause(Why.NONE, null), new Cause(Why.CONDITION, board), new Cause(Why.CONDITION, null))));
        assertThat(read(table, HEAD, BOARD)).containsOnlyKeys(BOARD).containsValue(board);

        var done = table.transact(
                List.of(
                        put(row(HEAD, "version", 1), Condition.noRow()),
                        add(BOARD, "version", 1, Condition.equal("version", 3)),
                        check(new Key("all", "halt"), Condition.noRow())),
                "second of 11");

        assertThat(done).isEqualTo(new Committed.Done());
        assertThat(read(table, HEAD, BOARD))
                .isEqualTo(Map.of(HEAD, row(HEAD, "version", 1), BOARD, row(BOARD, "version", 4)));
    }

    @Test
    void a_check_that_does_not_hold_cancels_the_others() {
        var table = table();

        var cancelled = table.transact(
                List.of(put(row(HEAD, "version", 1)), check(BOARD, new Condition.Present("pk"))), "token of 12");

        assertThat(cancelled)
                .isEqualTo(new Committed.Cancelled(List.of(new Cause(Why.NONE, null), new Cause(Why.CONDITION, null))));
        assertThat(read(table, HEAD)).isEmpty();
    }

    @Test
    void the_same_token_with_the_same_writes_is_done_once() {
        var table = table();
        var writes = List.of(put(row(HEAD, "version", 1), Condition.noRow()), add(BOARD, "count", 1));

        assertThat(table.transact(writes, "token of 13")).isEqualTo(new Committed.Done());
        assertThat(table.transact(writes, "token of 13")).isEqualTo(new Committed.Done());

        assertThat(read(table, BOARD)).containsValue(row(BOARD, "count", 1));
    }

    @Test
    void the_same_token_with_other_writes_is_refused() {
        var table = table();
        table.transact(List.of(add(BOARD, "count", 1)), "token of 14");

        refused(() -> table.transact(List.of(add(BOARD, "count", 2)), "token of 14"));
        assertThat(read(table, BOARD)).containsValue(row(BOARD, "count", 1));
    }

    @Test
    void a_token_of_a_cancelled_transaction_may_be_used_again() {
        var table = table();
        var writes = List.of(add(BOARD, "count", 1, new Condition.Present("pk")));
        assertThat(table.transact(writes, "token of 15")).isInstanceOf(Committed.Cancelled.class);
        table.write(put(row(BOARD, "count", 1)));

        assertThat(table.transact(writes, "token of 15")).isEqualTo(new Committed.Done());
        assertThat(read(table, BOARD)).containsValue(row(BOARD, "count", 2));
    }

    @Test
    void a_hundred_writes_go_in_one_transaction_and_one_more_does_not() {
        var table = table();
        var writes = IntStream.rangeClosed(1, 101)
                .mapToObj(i -> put(row(new Key("prod/api", "incident#%06d".formatted(i)), "n", i)))
                .toList();

        assertThat(table.transact(writes.subList(0, 100), "token of 16")).isEqualTo(new Committed.Done());
        assertThat(table.query("prod/api", "incident#", false, 200, null).rows())
                .hasSize(100);
        refused(() -> table.transact(writes, "other of 16"));
    }

    @Test
    void what_is_wrong_in_itself_is_refused() {
        var table = table();
        table.write(put(row(HEAD, "text", "t")));

        refused(() -> table.transact(List.of(add(BOARD, "a", 1), set(BOARD, "b", Value.of(1))), "twice of 17"));
        refused(() -> table.transact(List.of(add(BOARD, "a", 1)), "a token of more than thirty-six letters"));
        refused(() -> table.write(add(HEAD, "text", 1)));
        refused(() -> table.write(put(row(HEAD, "body", "x".repeat(410_000)))));
        refused(() -> table.write(put(row(new Key("", "head"), "a", 1))));
        refused(() -> table.write(put(row(HEAD, Due.AT, "noon"))));
        refused(() -> table.write(put(row(HEAD, Due.PARTITION, ""))));
        refused(() -> table.write(put(row(HEAD, "pk", "other"))));
        refused(() -> table.write(set(HEAD, "sk", Value.of("other"))));
        refused(() -> table.write(put(row(HEAD), anyOf())));
        refused(() ->
                table.write(new Write.Update(HEAD, Map.of("a", Value.of(1)), Map.of("a", 1L), List.of(), List.of())));
        refused(() -> table.read(List.of(HEAD, HEAD)));
        refused(() -> table.read(List.of()));
        refused(() -> table.read(Collections.nCopies(101, HEAD)));
        assertThat(read(table, HEAD)).containsValue(row(HEAD, "text", "t"));
    }

    /** DynamoDB says it as the write's reason, DynamoDB Local as a failure of the whole: REFUSED, either way. */
    @Test
    void a_write_that_does_not_fit_its_row_is_refused_and_nothing_is_written() {
        var table = table();
        var head = row(HEAD, "text", "t");
        table.write(put(head));

        refused(() -> {
            var cancelled = table.transact(List.of(put(row(BOARD, "a", 1)), add(HEAD, "text", 1)), "token of 18");
            assertThat(cancelled)
                    .isEqualTo(
                            new Committed.Cancelled(List.of(new Cause(Why.NONE, null), new Cause(Why.REFUSED, null))));
            throw new PortFailure(Kind.REFUSED, "said as a reason");
        });

        assertThat(read(table, HEAD, BOARD)).isEqualTo(Map.of(HEAD, head));
    }

    @Test
    void a_check_alone_writes_nothing_and_is_a_mistake() {
        var table = table();

        assertThatThrownBy(() -> table.write(check(HEAD, Condition.noRow())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_query_gives_a_partition_in_order_page_by_page_both_ways() {
        var table = table();
        for (var i = 1; i <= 5; i++) {
            table.write(put(row(story(i), "n", i)));
        }
        table.write(put(row(HEAD, "version", 1)));
        table.write(put(row(new Key("prod/api2", "story#1"), "n", 9)));

        var first = table.query("prod/api", "story#", false, 2, null);
        assertThat(first).isEqualTo(new Page(List.of(row(story(1), "n", 1), row(story(2), "n", 2)), story(2)));
        var rest = table.query("prod/api", "story#", false, 10, first.next());
        assertThat(rest.rows()).extracting(Row::key).containsExactly(story(3), story(4), story(5));
        assertThat(rest.next()).isNull();

        var newest = table.query("prod/api", "story#", true, 2, null);
        assertThat(newest.rows()).extracting(Row::key).containsExactly(story(5), story(4));
        assertThat(table.query("prod/api", "story#", true, 10, newest.next()).rows())
                .extracting(Row::key)
                .containsExactly(story(3), story(2), story(1));
        assertThat(table.query("prod/api", "", false, 10, null).rows()).hasSize(6);
        assertThat(table.query("prod/nobody", "", false, 10, null)).isEqualTo(new Page(List.of(), null));
    }

    private static Key story(int number) {
        return new Key("prod/api", "story#" + number);
    }

    @Test
    void what_is_due_is_found_soonest_first_and_only_until_the_instant_and_in_its_shard() {
        var table = table();
        table.write(put(row(story(1), Due.PARTITION, "due#3", Due.AT, NOON.toEpochMilli() + 2)));
        table.write(put(row(story(2), Due.PARTITION, "due#3", Due.AT, NOON.toEpochMilli())));
        table.write(put(row(story(3), Due.PARTITION, "due#3", Due.AT, NOON.toEpochMilli() + 3)));
        table.write(put(row(story(4), Due.PARTITION, "due#4", Due.AT, NOON.toEpochMilli())));
        table.write(put(row(story(5), Due.AT, NOON.toEpochMilli())));

        assertThat(table.due(3, NOON.plusMillis(2), 10)).containsExactly(story(2), story(1));
        assertThat(table.due(3, NOON.plusMillis(2), 1)).containsExactly(story(2));
        assertThat(table.due(5, NOON.plusMillis(2), 10)).isEmpty();
    }

    @Test
    void a_row_leaves_the_due_index_when_it_is_done() {
        var table = table();
        table.write(put(row(story(1), Due.PARTITION, "due#3", Due.AT, NOON.toEpochMilli())));

        table.write(new Write.Update(story(1), Map.of(), Map.of(), List.of(Due.PARTITION, Due.AT), List.of()));

        assertThat(table.due(3, NOON, 10)).isEmpty();
    }
}
