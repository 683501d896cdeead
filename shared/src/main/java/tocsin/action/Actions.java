package tocsin.action;

import java.util.List;
import java.util.Optional;
import tocsin.runbook.Runbook;

/** Every action that a step can name. */
public record Actions(List<Action> all) {
    public static final Actions BUILT = new Actions(List.of(
            new CountConnections(),
            new EndIdleConnections(),
            new SlowQueries(),
            new VacuumAnalyze(),
            new RestartFunction(),
            new RollBackFunction(),
            new SetConcurrency(),
            new InvokeFunction(),
            new DescribeInstance(),
            new ScaleInstance(),
            new RebootInstance(false),
            new RebootInstance(true),
            new DescribeTable(),
            new ThrottleApi(),
            new RunAutomation(),
            new RunStateMachine(),
            new RecentDeployments(),
            new DistributionStatus(),
            new InvalidateDistribution(),
            new EnableDistribution(),
            new CheckCors(),
            new PutCors(),
            new CheckPolicy(),
            new PresignProbe(),
            new RestoreRelease(),
            new HttpProbe(),
            new SearchLogs(),
            new ReadMetric(),
            new CompareMetric(),
            new CheckToken(),
            new ListCommands(),
            new RegisterCommands(),
            new Wait(),
            new HandOver(),
            new Approve(),
            new DoByHand(),
            new Tell(),
            new Notice()));

    public Actions {
        all = List.copyOf(all);
    }

    public Optional<Action> named(String name) {
        return all.stream().filter(action -> action.name().equals(name)).findFirst();
    }

    /** What Tocsin's role must be allowed for these runbooks, sorted. */
    public List<String> permissions(List<Runbook> runbooks) {
        return runbooks.stream()
                .flatMap(runbook -> runbook.steps().stream())
                .flatMap(step -> named(step.action()).stream())
                .flatMap(action -> action.permissions().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
