package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.state.Key;
import tocsin.state.Queues;
import tocsin.state.Queues.Message;
import tocsin.state.Queues.Queue;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Table.Committed;
import tocsin.state.Table.Why;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.testing.FaultyTable.Fault;

/** Crashes and faults come where they are asked for, and leave the effect that they say. */
class InterferenceTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Key HEAD = new Key("prod/api", "head");
    private static final Write WRITE = new Write.Put(new Row(HEAD, Map.of("version", Value.of(1))), List.of());
    private static final Message MESSAGE = new Message("{}", Duration.ZERO);

    private final TestingClock clock = new TestingClock(NOON);
    private final TestingTable table = new TestingTable(clock);
    private final TestingQueues queues = new TestingQueues(clock);

    private void writeAndSend(Interference interference) {
        var interfered = new Interfered(interference);
        interfered.port("table", Table.class, table).write(WRITE);
        interfered.port("queues", Queues.class, queues).send(Queue.PAGES, List.of(MESSAGE));
    }

    @Test
    void calls_of_all_ports_are_counted_together() {
        var counter = new CallCounter();

        writeAndSend(counter);

        assertThat(counter.calls())
                .containsExactly(new PortCall(0, "table", "write"), new PortCall(1, "queues", "send"));
    }

    @Test
    void a_crash_before_a_call_leaves_no_effect_of_it() {
        var crash = new CrashAt(1, CrashAt.Moment.BEFORE);

        assertThatThrownBy(() -> writeAndSend(crash)).isInstanceOf(Crash.class).hasMessage("before 1 queues.send");

        assertThat(crash.crashed()).isTrue();
        assertThat(table.row(HEAD)).isNotNull();
        assertThat(queues.bodies(Queue.PAGES)).isEmpty();
    }

    @Test
    void a_crash_after_a_call_leaves_its_effect_and_comes_once() {
        var crash = new CrashAt(0, CrashAt.Moment.AFTER);

        assertThatThrownBy(() -> writeAndSend(crash)).isInstanceOf(Crash.class);
        assertThat(table.row(HEAD)).isNotNull();
        assertThat(queues.bodies(Queue.PAGES)).isEmpty();

        writeAndSend(crash);
        assertThat(queues.bodies(Queue.PAGES)).containsExactly("{}");
    }

    @Test
    void a_crash_at_a_call_that_never_came_has_not_crashed() {
        var crash = new CrashAt(2, CrashAt.Moment.BEFORE);

        writeAndSend(crash);

        assertThat(crash.crashed()).isFalse();
    }

    @Test
    void a_failure_without_effect_and_one_with_it_are_told_apart() {
        var away = Failing.notDone(Kind.UNAVAILABLE, call -> call.port().equals("table"));
        assertThatThrownBy(() -> writeAndSend(away)).isInstanceOf(PortFailure.class);
        assertThat(table.row(HEAD)).isNull();

        var lost = Failing.unclearThoughDone(call -> call.port().equals("table"));
        assertThatThrownBy(() -> writeAndSend(lost))
                .isInstanceOfSatisfying(
                        PortFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNCLEAR));
        assertThat(table.row(HEAD)).isNotNull();
    }

    @Test
    void a_faulty_table_cancels_a_transaction_by_the_reason_that_dynamodb_gives() {
        var faults = List.of(Fault.CONFLICT, Fault.THROTTLED, Fault.NONE);
        var faulty = new FaultyTable(table, (index, method) -> faults.get(index));

        assertThat(faulty.transact(List.of(WRITE), "token"))
                .isEqualTo(new Committed.Cancelled(List.of(new Table.Cause(Why.CONFLICT, null))));
        assertThat(faulty.transact(List.of(WRITE), "token"))
                .isEqualTo(new Committed.Cancelled(List.of(new Table.Cause(Why.THROTTLED, null))));
        assertThat(table.rows()).isEmpty();
        assertThat(faulty.transact(List.of(WRITE), "token")).isEqualTo(new Committed.Done());
    }

    @Test
    void after_a_timeout_that_hid_a_commit_the_same_transaction_is_found_done() {
        var faults = List.of(Fault.UNCLEAR_THOUGH_DONE, Fault.UNCLEAR_NOT_DONE, Fault.NONE);
        var faulty = new FaultyTable(table, (index, method) -> faults.get(index));

        assertThatThrownBy(() -> faulty.transact(List.of(WRITE), "token")).isInstanceOf(PortFailure.class);
        assertThatThrownBy(() -> faulty.transact(List.of(WRITE), "token")).isInstanceOf(PortFailure.class);

        assertThat(faulty.transact(List.of(WRITE), "token")).isEqualTo(new Committed.Done());
        assertThat(table.changes()).hasSize(1);
    }

    @Test
    void a_read_may_leave_half_of_its_keys_for_later() {
        var board = new Key("prod/api", "board#0");
        table.write(WRITE);
        var faulty = new FaultyTable(table, (index, method) -> Fault.HALF_READ);

        var rows = faulty.read(List.of(HEAD, board));

        assertThat(rows.rows()).containsOnlyKeys(HEAD);
        assertThat(rows.unread()).containsExactly(board);
    }
}
