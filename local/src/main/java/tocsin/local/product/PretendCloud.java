package tocsin.local.product;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import tocsin.cloud.Cloud;
import tocsin.cloud.Functions;
import tocsin.local.product.HandedOverWork.Execution;
import tocsin.local.product.PretendGateways.KeptStage;
import tocsin.local.product.PretendStacks.KeptStack;

/** The product's cloud on one machine, each part by AWS's rules; what it holds can be made, broken and looked at. */
public final class PretendCloud {
    private static final Duration MODIFYING = Duration.ofMinutes(5);
    private static final Duration HANDED_OVER = Duration.ofMinutes(2);
    private static final Duration EDGES = Duration.ofMinutes(2);
    private static final Duration QUERY = Duration.ofSeconds(4);

    /** Opens nothing but what is pretended on this machine. */
    private static final String SIGNS = "signs addresses of this machine alone";

    public final PretendInstances instances;
    public final PretendDistributions distributions;
    public final PretendBuckets buckets;
    public final PretendLogs logs;
    public final PretendGateways gateways;
    public final PretendStacks stacks;
    public final PretendAutomations automations;
    public final PretendStateMachines stateMachines;
    public final PretendTables tables;
    private final Functions functions;

    /**
     * In memory alone.
     *
     * @param s3 where signed addresses of buckets lead
     */
    public PretendCloud(InstantSource clock, Functions functions, URI s3) {
        this.functions = functions;
        distributions = new PretendDistributions(clock, EDGES);
        buckets = new PretendBuckets(clock, s3, SIGNS);
        logs = new PretendLogs(clock, QUERY);
        instances = new PretendInstances(clock, MODIFYING);
        gateways = new PretendGateways();
        stacks = new PretendStacks();
        automations = new PretendAutomations(clock, HANDED_OVER);
        stateMachines = new PretendStateMachines(clock, HANDED_OVER);
        tables = new PretendTables();
    }

    /** In files of the folder, so that it outlasts a restart; but for logs, buckets and what edges know. */
    public PretendCloud(InstantSource clock, Functions functions, URI s3, Path folder) {
        this.functions = functions;
        distributions = new PretendDistributions(clock, EDGES);
        buckets = new PretendBuckets(clock, s3, SIGNS);
        logs = new PretendLogs(clock, QUERY);
        instances =
                new PretendInstances(clock, MODIFYING, Kept.in(folder.resolve("instances.json"), KeptInstance.class));
        gateways = new PretendGateways(Kept.in(folder.resolve("gateways.json"), KeptStage.class));
        stacks = new PretendStacks(Kept.in(folder.resolve("stacks.json"), KeptStack.class));
        automations = new PretendAutomations(
                clock, HANDED_OVER, Kept.in(folder.resolve("automations.json"), Execution.class));
        stateMachines = new PretendStateMachines(
                clock, HANDED_OVER, Kept.in(folder.resolve("executions.json"), Execution.class));
        tables = new PretendTables(Kept.in(folder.resolve("tables.json"), String.class));
    }

    /** The ports. */
    public Cloud ports() {
        return new Cloud(
                functions,
                instances,
                distributions,
                buckets,
                gateways,
                logs,
                stacks,
                automations,
                stateMachines,
                tables);
    }
}
