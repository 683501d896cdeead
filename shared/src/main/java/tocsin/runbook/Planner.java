package tocsin.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.action.Action;
import tocsin.action.Action.Kind;
import tocsin.action.Actions;
import tocsin.action.Outcome;
import tocsin.action.Plan;
import tocsin.action.Task;
import tocsin.config.Configuration;
import tocsin.config.Service;
import tocsin.page.Cleaned;
import tocsin.page.Veiled;
import tocsin.runbook.RunPlan.PlannedStep;
import tocsin.runbook.Runbook.Step;
import tocsin.runbook.StepState.Status;

/** Says what a run would do, by reading what it would read; changes nothing, and writes nothing. */
public final class Planner {
    private static final String WOULD = "would ";
    private static final String OWN = "service.";
    private static final int MOST_SHOWN = 100;

    private final RunTable table;
    private final Runbooks runbooks;
    private final Configuration configuration;
    private final Actions actions;
    private final Tasks tasks;
    private final Asking asking;
    private final Stepping stepping;
    private final Guardrails guardrails;

    public Planner(Ports ports) {
        this(ports, Actions.BUILT);
    }

    Planner(Ports ports, Actions actions) {
        this.actions = actions;
        table = new RunTable(ports);
        runbooks = ports.runbooks();
        configuration = ports.configuration();
        tasks = new Tasks(ports, actions, table);
        var failing = new Failing(table, actions, tasks);
        asking = new Asking(actions, tasks, failing);
        stepping = new Stepping(table, ports, actions, tasks, asking, failing);
        guardrails = new Guardrails(configuration.budget(), configuration.mayTouch());
    }

    /** The plan, or why there is none. */
    public RunPlan.Reply plan(RunPlan.Request request) {
        var runbook = runbooks.named(request.runbook()).orElse(null);
        if (runbook == null) {
            var known = runbooks.all().stream().map(Runbook::name).sorted().toList();
            return misasked("there is no runbook '" + Cleaned.line(request.runbook(), MOST_SHOWN) + "'; there are "
                    + String.join(", ", known));
        }
        var meant = meant(runbook, request.service());
        if (meant.size() != 1) {
            return misasked(
                    request.service().isEmpty()
                            ? runbook.name() + " needs a service: --service, one of " + String.join(", ", meant)
                            : "there is no service '" + Cleaned.line(request.service(), MOST_SHOWN) + "'; there are "
                                    + String.join(", ", services(service -> true)));
        }
        var lacking = lacking(runbook, meant.getFirst());
        if (!lacking.isEmpty()) {
            return misasked(runbook.name() + " names " + String.join(", ", lacking) + ", which " + meant.getFirst()
                    + " has not; --service, one of " + String.join(", ", meant(runbook, "")));
        }
        try {
            var about = new RunPlan.Request(runbook.name(), meant.getFirst());
            return new RunPlan.Reply(plan(runbook, table.planned(about)), null, null);
        } catch (PortFailure failure) {
            return new RunPlan.Reply(null, Veiled.whole("the plan cannot be made: " + failure.getMessage()), null);
        }
    }

    /** "prod/db", or "db" of the first stage; not named: those of the first stage that have what the runbook names. */
    private List<String> meant(Runbook runbook, String named) {
        var first = configuration.stages().getFirst().name();
        if (!named.isEmpty()) {
            var partition = named.contains("/") ? named : first + "/" + named;
            return services(service -> service.partition().equals(partition));
        }
        var needed = needed(runbook);
        return services(service ->
                service.stage().equals(first) && service.resources().keySet().containsAll(needed));
    }

    /** The resources of the service that its steps name: "function". */
    private static List<String> needed(Runbook runbook) {
        return runbook.steps().stream()
                .flatMap(step -> step.parameters().values().stream())
                .flatMap(value -> References.in(value).stream())
                .filter(reference -> reference.startsWith(OWN))
                .map(reference -> reference.substring(OWN.length()))
                .distinct()
                .toList();
    }

    private List<String> lacking(Runbook runbook, String partition) {
        var there = configuration.service(partition).orElseThrow().resources().keySet();
        return needed(runbook).stream()
                .filter(resource -> !there.contains(resource))
                .map(resource -> "${" + OWN + resource + "}")
                .toList();
    }

    private List<String> services(Predicate<Service> which) {
        return configuration.services().stream()
                .filter(which)
                .map(Service::partition)
                .toList();
    }

    private static RunPlan.Reply misasked(String why) {
        return new RunPlan.Reply(null, why, true);
    }

    private RunPlan plan(Runbook runbook, Run first) {
        var caution = stepping.caution(first);
        var left = asking.left(first, runbook);
        var questions = new ArrayList<String>();
        var steps = new ArrayList<PlannedStep>();
        var run = first;
        for (var step : runbook.steps()) {
            run = step(run, step, steps);
            if (isPut(step, steps)) {
                questions.add(step.id());
            }
        }
        return new RunPlan(
                runbook.name(),
                runbook.title(),
                first.request().partition(),
                caution.mode().toString(),
                Planned.whole(left.identity(), questions),
                first.halt() == null
                        ? caution.because()
                        : "halted by " + first.halt().by(),
                steps);
    }

    /**
     * Whether whoever sees the plan sees the very question, so that having it done is the answer. What is asked after a
     * change depends on what came of that.
     */
    private boolean isPut(Step step, List<PlannedStep> planned) {
        return actions.named(step.action()).orElseThrow().asksForAll()
                && planned.getLast().says().startsWith(WOULD)
                && planned.stream().allMatch(each -> each.target() == null);
    }

    /** Adds what the step would do; gives the run as it would stand after it, as far as that can be known. */
    private Run step(Run run, Step step, List<PlannedStep> steps) {
        var given = step.given();
        if (given != null && !Asking.isOpen(run, given) && !given.holds(run.outputs())) {
            steps.add(
                    of(step, "left out", given.pattern() + " does not hold" + meanwhile(run, step), null, null, null));
            return run;
        }
        var action = actions.named(step.action()).orElseThrow();
        var when = given != null && Asking.isOpen(run, given) ? "where " + given.pattern() + " holds: " : "";
        return switch (tasks.of(run, step, run.now())) {
            case Tasks.Given.Lacking(var why) -> {
                steps.add(of(step, kind(action), when + "not known yet: " + why, null, null, null));
                yield run;
            }
            case Tasks.Given.Unfit(var why) -> {
                steps.add(of(step, kind(action), when + "cannot be done as it is written", null, why, null));
                yield run;
            }
            case Tasks.Given.Ready(var task) -> {
                if (action.kind() == Kind.READS && action.readsOnly() && when.isEmpty()) {
                    yield read(run, step, action, task, steps);
                }
                steps.add(change(run, step, action, when, action.plan(task)));
                yield run;
            }
        };
    }

    /** What is approved holds for it too, should it not be left out by then. */
    private String meanwhile(Run run, Step step) {
        var action = actions.named(step.action()).orElseThrow();
        return action.kind() == Kind.CHANGES
                        && tasks.of(run, step, run.now()) instanceof Tasks.Given.Ready(var task)
                        && action.plan(task) instanceof Plan.Would would
                ? "; where it does by then, it would " + would.says()
                : "";
    }

    private static Run read(Run run, Step step, Action action, Task task, List<PlannedStep> steps) {
        try {
            var outcome = action.act(task, new TreeMap<>());
            if (outcome instanceof Outcome.Done(var says, var outputs)) {
                steps.add(of(step, "reads", says, null, null, null));
                return run.with(
                        StepState.of(step.id(), Status.DONE, run.now(), 0, says).withOutputs(outputs));
            }
            steps.add(of(step, "reads", WOULD + action.plan(task).says(), null, null, null));
        } catch (PortFailure failure) {
            steps.add(of(step, "reads", "cannot be read: " + failure.getMessage(), null, null, null));
        }
        return run;
    }

    private PlannedStep change(Run run, Step step, Action action, String when, Plan plan) {
        return switch (plan) {
            case Plan.NeedsPerson(var why) -> of(step, "asks", when + why, null, null, null);
            case Plan.Would would -> {
                var target = would.target();
                if (target == null) {
                    yield of(step, kind(action), when + WOULD + would.says(), null, null, null);
                }
                var state = table.target(run, target.arn());
                var refusal = state.holder() != null
                        ? state.holder() + " is at " + target.arn()
                        : guardrails
                                .refusal(new Guardrails.Change(
                                        target, run.halt(), state.spent(), run.spentInAll(), run.now()))
                                .orElse(null);
                yield of(
                        step,
                        kind(action),
                        when + WOULD + would.says(),
                        target.arn(),
                        refusal,
                        action.undoable() ? null : action.stays());
            }
        };
    }

    private static String kind(Action action) {
        return action.kind().name().toLowerCase(Locale.ROOT);
    }

    private static PlannedStep of(
            Step step,
            String kind,
            String says,
            @Nullable String target,
            @Nullable String refusal,
            @Nullable String stays) {
        return new PlannedStep(
                step.id(), step.title(), step.action(), kind, Veiled.whole(says), target, refusal, stays);
    }
}
