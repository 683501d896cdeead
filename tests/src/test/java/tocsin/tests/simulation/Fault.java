package tocsin.tests.simulation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tocsin.state.Table;

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
    /** A page is claimed whoever has it. */
    CLAIM_WITHOUT_LEASE,
    /** What a channel answered is committed whoever has the page by now. */
    LEASE_NOT_CHECKED_AT_COMMIT,
    /** A head is written whatever version it has by now. */
    NO_VERSION_CHECK,
    /** A page waits for whom the stream tells, and in no row. */
    TIMER_IN_MEMORY,
    /** What withholds a page sets nothing that looks again. */
    WITHHOLDS_WITHOUT_TIMER,
    /** A run waits for whom the stream tells, and in no row. */
    RUN_WAITS_IN_MEMORY,
    /** Two series of one alarm are taken for one. */
    KEY_WITHOUT_CONTRIBUTOR,
    /** What waited for a target is not asked again whether the budget has become spent. */
    BUDGET_BEFORE_LEASE,
    /** A symptom is silent because there is a cause, whether anybody heard of that or not. */
    SYMPTOM_SWALLOWS,
    /** No run looks whether all of them are halted. */
    HALT_NOT_LOOKED_AT,
    /** Whoever approved of one plan has approved of whatever it is by now. */
    APPROVAL_OF_ANY_PLAN,
    /** What acts by itself does so in a storm too. */
    STORM_NOT_SEEN,
    /** A change is begun whoever is at its target. */
    TARGET_WITHOUT_LEASE,
    /** What nothing can tell was done is done again. */
    REPEATED_UNKNOWN,
    /** The canary's row does not say that it wants something done. */
    CANARY_WITHOUT_TIMER,
    /** Whatever carries the mark of a restart is taken back with it, though somebody deployed it. */
    MARK_IS_ENOUGH,
    /** Of CloudWatch's own list of alarms the first page is taken for all of it. */
    FIRST_PAGE_ALONE,
    /** What is not on a list that broke off is taken for deleted. */
    GONE_FROM_HALF_A_LIST;

    private static final String STEPPING = "shared/src/main/java/tocsin/runbook/Stepping.java";

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
        return switch (this) {
            case KEY_WITHOUT_CONTRIBUTOR ->
                new Patch(
                        "shared/src/main/java/tocsin/alarm/AlarmId.java",
                        "return contributor == null ? arn : arn + \" \" + contributor;",
                        "return arn;");
            case BUDGET_BEFORE_LEASE ->
                new Patch(
                        STEPPING,
                        "if (refusal.isPresent()) {",
                        "if (refusal.isPresent() && !run.progress().told().contains(\"waits-\" + target.arn())) {");
            case SYMPTOM_SWALLOWS ->
                new Patch(
                        "shared/src/main/java/tocsin/triage/Causes.java",
                        "return cause != null && cause.ownStands() && rings(cause, severity);",
                        "return cause != null && cause.ownStands() && cause.phase().followed();");
            case APPROVAL_OF_ANY_PLAN ->
                new Patch(STEPPING, "return approved.equals(plan)", "return !approved.isEmpty()");
            case STORM_NOT_SEEN ->
                new Patch(STEPPING, "maintained == null ? table.storm(run) : maintained", "maintained");
            case TARGET_WITHOUT_LEASE ->
                new Patch(STEPPING, "if (state.holder() != null) {", "if (step.id().isEmpty()) {");
            case REPEATED_UNKNOWN ->
                new Patch(STEPPING, "if (cutOff && !action.knowsItsOwn()) {", "if (step.id().isEmpty()) {");
            case MARK_IS_ENOUGH ->
                new Patch(
                        "shared/src/main/java/tocsin/action/RestartFunction.java",
                        " && (SAYS + mark(task)).equals(version.description());",
                        ";");
            case FIRST_PAGE_ALONE ->
                new Patch(
                        "functions/watch/src/main/java/tocsin/watch/Listings.java",
                        "while (next != null);",
                        "while (next != null && alarms.isEmpty());");
            case GONE_FROM_HALF_A_LIST ->
                new Patch(
                        "shared/src/main/java/tocsin/triage/Reconciliation.java",
                        "if (listing.whole()) {",
                        "if (listing.asked() != null) {");
            default -> null;
        };
    }

    /** The table, to which somebody writes who made the mistake. */
    Table on(Table table) {
        return switch (this) {
            case CLAIM_WITHOUT_LEASE -> new Planted(table, Planted::claimsWithoutLease);
            case LEASE_NOT_CHECKED_AT_COMMIT -> new Planted(table, Planted::answersWithoutLease);
            case NO_VERSION_CHECK -> new Planted(table, Planted::withoutVersion);
            case TIMER_IN_MEMORY -> new Planted(table, Planted::pagesWithoutTimer);
            case WITHHOLDS_WITHOUT_TIMER -> new Planted(table, Planted::headsWithoutTimer);
            case CANARY_WITHOUT_TIMER -> new Planted(table, Planted::canaryWithoutTimer);
            case RUN_WAITS_IN_MEMORY -> new Planted(table, Planted::runsWithoutTimer);
            case HALT_NOT_LOOKED_AT -> Planted.withoutHalt(table);
            default -> table;
        };
    }

    boolean acknowledgesFirst() {
        return this == ACKNOWLEDGED_BEFORE_COMMIT;
    }

    boolean relaySkips() {
        return this == RELAY_SKIPS_ON_ERROR;
    }
}
