package tocsin.tests.simulation;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tocsin.state.Table;
import tocsin.state.Write;

/**
 * A mistake that somebody might have made, planted from outside: in what runs the functions, in what they write, or in
 * a copy of a source. What is built for production knows of none.
 */
enum Fault {
    OFF,
    /** A message is deleted before what it asks for is committed. */
    ACKNOWLEDGED_BEFORE_COMMIT,
    /** The stream goes on after a record that failed. */
    RELAY_SKIPS_ON_ERROR,
    /** A page is claimed and answered whoever has it. */
    CLAIM_WITHOUT_LEASE(Planted::withoutLease),
    /** A head is written whatever version it has by now. */
    NO_VERSION_CHECK(Planted::withoutVersion),
    /** A page waits for whom the stream tells, and in no row. */
    TIMER_IN_MEMORY(Planted::pagesWithoutTimer),
    /** What withholds a page sets nothing that looks again. */
    WITHHOLDS_WITHOUT_TIMER(Planted::headsWithoutTimer),
    /** A run waits for whom the stream tells, and in no row. */
    RUN_WAITS_IN_MEMORY(Planted::runsWithoutTimer),
    KEY_WITHOUT_CONTRIBUTOR(new Patch(
            "shared/src/main/java/tocsin/alarm/AlarmId.java",
            "return contributor == null ? arn : arn + \" \" + contributor;",
            "return arn;")),
    /** A run commits whoever has it by now. */
    LEASE_NOT_CHECKED_AT_COMMIT(new Patch(
            "shared/src/main/java/tocsin/runbook/RunTable.java",
            """
                    Condition.equal(RunRow.LEASE, run.lease()),
                            run.revision() == 0 ? new Condition.Absent(REVISION) : \
            Condition.equal(REVISION, run.revision()));""",
            "new Condition.Present(REVISION));")),
    /** What waited for a target is not asked again whether the budget has become spent. */
    BUDGET_BEFORE_LEASE(new Patch(
            "shared/src/main/java/tocsin/runbook/Stepping.java",
            "if (refusal.isPresent()) {",
            "if (refusal.isPresent() && !run.progress().told().contains(\"waits-\" + target.arn())) {")),
    /** A symptom is silent because there is a cause, whether anybody heard of that or not. */
    SYMPTOM_SWALLOWS(new Patch(
            "shared/src/main/java/tocsin/triage/Causes.java",
            """
            && cause.paged() != null
                            && cause.paged().paging() == Paging.ON
                            && cause.paged().covers(severity);""",
            ";"));

    private final UnaryOperator<Write> mistake;
    private final @Nullable Patch patch;

    Fault() {
        this(write -> write);
    }

    Fault(UnaryOperator<Write> mistake) {
        this.mistake = mistake;
        patch = null;
    }

    Fault(Patch patch) {
        this.mistake = write -> write;
        this.patch = patch;
    }

    /**
     * A source in which something else is written.
     *
     * @param file below the project's folder
     * @param right what stands there, once
     */
    record Patch(String file, String right, String wrong) {}

    /** As the command names it. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The source that is to be changed; null where the fault is planted otherwise. */
    @Nullable Patch patch() {
        return patch;
    }

    Table on(Table table) {
        return new Planted(table, mistake);
    }

    boolean acknowledgesFirst() {
        return this == ACKNOWLEDGED_BEFORE_COMMIT;
    }

    boolean relaySkips() {
        return this == RELAY_SKIPS_ON_ERROR;
    }
}
