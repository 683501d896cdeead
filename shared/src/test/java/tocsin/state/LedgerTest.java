package tocsin.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tocsin.alarm.AlarmState;
import tocsin.alarm.Transition;
import tocsin.incident.Board;
import tocsin.incident.BoardKey;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;
import tocsin.triage.Triage;

class LedgerTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String API = "prod/api";

    private final TestingPorts ports = new TestingPorts(NOON, TestingProduct.paging());
    private final Triage triage = new Triage(ports.configuration());

    @Test
    void a_board_that_changed_between_its_reading_and_its_heads_is_not_overwritten() {
        var first = transition("api-down");
        var second = sharing(first);

        take(ledger(headsAreReadLater(() -> take(ledger(ports.table), second))), first);

        var board = BoardKey.of(API, first.id());
        var view = ledger(ports.table).view(List.of(API), List.of(board));
        assertThat(view.boards().getOrDefault(board, Board.EMPTY).standings())
                .containsOnlyKeys(first.id().text(), second.id().text());
    }

    private static Transition sharing(Transition first) {
        for (var number = 0; ; number++) {
            var other = transition("api-" + number + "-down");
            if (BoardKey.of(API, other.id()).equals(BoardKey.of(API, first.id()))) {
                return other;
            }
        }
    }

    /** A table whose first answer brings the boards alone; before the heads are read, something happens. */
    private Table headsAreReadLater(Runnable meanwhile) {
        var reads = new AtomicInteger();
        return Table.class.cast(Proxy.newProxyInstance(
                Table.class.getClassLoader(), new Class<?>[] {Table.class}, (proxy, method, given) -> {
                    try {
                        if (method.getName().equals("read") && reads.incrementAndGet() == 1) {
                            @SuppressWarnings("unchecked")
                            var keys = (List<Key>) given[0];
                            var heads = keys.stream().filter(Keys::isHead).toList();
                            var others = keys.stream()
                                    .filter(key -> !Keys.isHead(key))
                                    .toList();
                            var read = ports.table.read(others).rows();
                            meanwhile.run();
                            return new Table.Rows(read, heads);
                        }
                        return method.invoke(ports.table, given);
                    } catch (InvocationTargetException failure) {
                        throw failure.getTargetException();
                    }
                }));
    }

    private Ledger ledger(Table table) {
        return new Ledger(table, new Documents(), ports.pause, Duration.ofDays(400));
    }

    private void take(Ledger ledger, Transition transition) {
        var placed = triage.place(transition);
        ledger.decide(
                triage.partitions(placed.partition()),
                List.of(BoardKey.of(placed.partition(), transition.id())),
                view -> triage.moved(view, List.of(placed), NOON));
    }

    private static Transition transition(String alarm) {
        return TestingProduct.transition(alarm, AlarmState.ALARM, NOON);
    }
}
