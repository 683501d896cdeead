package tocsin.tests.simulation;

import java.util.function.UnaryOperator;
import tocsin.state.Table;
import tocsin.state.Write;

/** A mistake that somebody might have made, planted from outside: the functions know nothing of it. */
enum Fault {
    OFF(write -> write),
    /** A message is deleted before what it asks for is committed. */
    ACKNOWLEDGED_BEFORE_COMMIT(write -> write),
    /** The stream goes on after a record that failed. */
    RELAY_SKIPS(write -> write),
    NO_VERSION(Planted::withoutVersion),
    NO_LEASE(Planted::withoutLease),
    PAGES_WITHOUT_TIMER(Planted::pagesWithoutTimer),
    HEADS_WITHOUT_TIMER(Planted::headsWithoutTimer),
    RUNS_WITHOUT_TIMER(Planted::runsWithoutTimer);

    private final UnaryOperator<Write> mistake;

    Fault(UnaryOperator<Write> mistake) {
        this.mistake = mistake;
    }

    Table on(Table table) {
        return new Planted(table, mistake);
    }

    boolean acknowledgesFirst() {
        return this == ACKNOWLEDGED_BEFORE_COMMIT;
    }

    boolean relaySkips() {
        return this == RELAY_SKIPS;
    }
}
