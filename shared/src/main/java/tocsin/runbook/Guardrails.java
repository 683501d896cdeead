package tocsin.runbook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.action.Plan.Target;
import tocsin.config.Budget;
import tocsin.config.MayTouch;
import tocsin.config.Rate;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.incident.Deployment;
import tocsin.maintenance.Plans;
import tocsin.maintenance.Window;

/**
 * What keeps a change from being made, all of it in one place. Each rule answers with the sentence that the story
 * tells, or with nothing; the first that refuses counts. Whether CloudWatch confirms the alarm is {@link
 * Confirmation}'s.
 */
final class Guardrails {
    /** So many runs unproven in a row, and a runbook asks before it acts again. */
    static final int UNPROVEN_IN_A_ROW = 2;

    private static final List<BiFunction<Guardrails, Change, Optional<String>>> RULES = List.of(
            (rails, change) -> notHalted(change),
            (rails, change) -> notOurOwn(change),
            Guardrails::accountAllowed,
            Guardrails::tagsAllowed,
            Guardrails::targetsBudget,
            Guardrails::budgetInAll);

    private final Budget budget;
    private final MayTouch mayTouch;

    Guardrails(Budget budget, MayTouch mayTouch) {
        this.budget = budget;
        this.mayTouch = mayTouch;
    }

    /**
     * A change that is about to be begun, and what was read for it.
     *
     * @param onTarget the changes made to the target
     * @param inAll the changes made to anything
     */
    record Change(Target target, @Nullable Halt halt, Spent onTarget, Spent inAll, Instant now) {}

    /** Why it must not be begun. */
    Optional<String> refusal(Change change) {
        return RULES.stream().flatMap(rule -> rule.apply(this, change).stream()).findFirst();
    }

    /** Why a runbook that acts by itself asks: it has disappointed; null where it has not. */
    static @Nullable String disappointed(long unproven) {
        return unproven >= UNPROVEN_IN_A_ROW ? "its last " + unproven + " runs were not proven" : null;
    }

    /**
     * Why a runbook that acts by itself asks: something went live just before; null where nothing did.
     *
     * @param asked when the run was asked for: what went live within so long before that, or since
     */
    static @Nullable String deployed(List<Deployment> deployments, Duration within, Instant asked, Instant now) {
        return deployments.stream()
                .filter(each ->
                        each.at().isAfter(asked.minus(within)) && !each.at().isAfter(now))
                .findFirst()
                .map(each -> each.version() + (each.migration() ? ", with a migration," : "") + " was deployed by "
                        + each.by() + " at " + Said.time(each.at()))
                .orElse(null);
    }

    /**
     * Why a runbook that acts by itself asks: people are at work there; null where none are. A severity that pierces
     * the window pierces it here too; what a window says besides of its alarms does not count: rather asked than in the
     * way.
     */
    static @Nullable String maintained(List<Window> windows, String service, Severity severity, Instant now) {
        return windows.stream()
                .filter(window ->
                        window.services().isEmpty() || window.services().contains(service))
                .filter(window -> !window.pierce().contains(severity))
                .flatMap(window -> window.endOfCover(now).stream()
                        .map(end -> "it is in a maintenance window until " + Said.time(end) + " (" + window.because()
                                + ")"))
                .findFirst()
                .orElse(null);
    }

    /** The same of maintenance that somebody has planned; while it overruns, too: people are at it still. */
    static @Nullable String maintained(Plans plans, Service service, Severity severity, Instant now) {
        return plans.live().stream()
                .filter(each -> each.holds(service, severity, now)
                        || each.overruns(now)
                                && each.concerns(service)
                                && !each.pierce().contains(severity))
                .map(each -> each.id() + " is under way until " + Said.time(each.ends()) + " (" + each.what() + ")")
                .findFirst()
                .orElse(null);
    }

    private static Optional<String> notHalted(Change change) {
        var halt = change.halt();
        return halt == null ? Optional.empty() : Optional.of("halted by " + halt.by() + " at " + Said.time(halt.at()));
    }

    private static Optional<String> notOurOwn(Change change) {
        return change.target().ours()
                ? Optional.of(change.target().arn() + " is a part of Tocsin, which no runbook may touch")
                : Optional.empty();
    }

    private Optional<String> accountAllowed(Change change) {
        var account = change.target().account();
        return mayTouch.accounts().contains(account)
                ? Optional.empty()
                : Optional.of(change.target().arn() + " is in account " + account + ", which may-touch does not list");
    }

    /** What is no resource of AWS has no tags. */
    private Optional<String> tagsAllowed(Change change) {
        if (!change.target().arn().startsWith("arn:")) {
            return Optional.empty();
        }
        return mayTouch.tags().entrySet().stream()
                .filter(tag -> !tag.getValue().equals(change.target().tags().get(tag.getKey())))
                .map(tag -> change.target().arn() + " has no tag " + tag.getKey() + ": " + tag.getValue()
                        + ", which may-touch asks for")
                .findFirst();
    }

    private Optional<String> targetsBudget(Change change) {
        return spent(
                change.onTarget(),
                budget.target(),
                change.now(),
                "of " + change.target().arn());
    }

    private Optional<String> budgetInAll(Change change) {
        return spent(change.inAll(), budget.all(), change.now(), "in all");
    }

    private static Optional<String> spent(Spent spent, Rate rate, Instant now, String of) {
        var made = spent.within(rate, now);
        return made < rate.count()
                ? Optional.empty()
                : Optional.of("the budget " + of + " is spent: " + made + " of " + rate.count() + " within "
                        + Said.duration(rate.within()) + "; the next is allowed at "
                        + Said.time(spent.allowedAt(rate, now)));
    }
}
