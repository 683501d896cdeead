package tocsin.local.product;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import tocsin.cloud.Cloud;
import tocsin.cloud.Functions;

/** The product's cloud on one machine, each part by AWS's rules; what it holds can be made, broken and looked at. */
public final class PretendCloud {
    private static final Duration MODIFYING = Duration.ofMinutes(5);
    private static final Duration HANDED_OVER = Duration.ofMinutes(2);

    private static final Duration EDGES = Duration.ofMinutes(2);
    private static final Duration QUERY = Duration.ofSeconds(4);

    public final PretendInstances instances;
    public final PretendDistributions distributions;
    public final PretendBuckets buckets;
    public final PretendLogs logs;
    public final PretendGateways gateways = new PretendGateways();
    public final PretendStacks stacks = new PretendStacks();
    public final PretendAutomations automations;
    public final PretendStateMachines stateMachines;
    public final PretendTables tables = new PretendTables();
    private final Functions functions;

    /** @param s3 where signed addresses of buckets lead */
    public PretendCloud(InstantSource clock, Functions functions, URI s3) {
        this.functions = functions;
        instances = new PretendInstances(clock, MODIFYING);
        distributions = new PretendDistributions(clock, EDGES);
        buckets = new PretendBuckets(clock, s3, "signs addresses of this machine alone");
        logs = new PretendLogs(clock, QUERY);
        automations = new PretendAutomations(clock, HANDED_OVER);
        stateMachines = new PretendStateMachines(clock, HANDED_OVER);
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
