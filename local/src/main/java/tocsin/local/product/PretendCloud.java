package tocsin.local.product;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.cloud.Buckets;
import tocsin.cloud.Cloud;
import tocsin.cloud.Distributions;
import tocsin.cloud.Functions;
import tocsin.cloud.Logs;
import tocsin.local.product.HandedOverWork.Execution;
import tocsin.local.product.PretendGateways.KeptStage;
import tocsin.local.product.PretendStacks.KeptStack;

/** The product's cloud on one machine, each part by AWS's rules; what it holds can be made, broken and looked at. */
public final class PretendCloud {
    private static final Duration MODIFYING = Duration.ofMinutes(5);
    private static final Duration HANDED_OVER = Duration.ofMinutes(2);

    public final PretendInstances instances;
    public final PretendGateways gateways;
    public final PretendStacks stacks;
    public final PretendAutomations automations;
    public final PretendStateMachines stateMachines;
    public final PretendTables tables;
    private final Functions functions;

    /** In memory alone. */
    public PretendCloud(InstantSource clock, Functions functions) {
        this.functions = functions;
        instances = new PretendInstances(clock, MODIFYING);
        gateways = new PretendGateways();
        stacks = new PretendStacks();
        automations = new PretendAutomations(clock, HANDED_OVER);
        stateMachines = new PretendStateMachines(clock, HANDED_OVER);
        tables = new PretendTables();
    }

    /** In files of the folder, so that it outlasts a restart. */
    public PretendCloud(InstantSource clock, Functions functions, Path folder) {
        this.functions = functions;
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
                absent(Distributions.class),
                absent(Buckets.class),
                gateways,
                absent(Logs.class),
                stacks,
                automations,
                stateMachines,
                tables);
    }

    private static <T> T absent(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (of, method, given) -> {
            throw new PortFailure(Kind.REFUSED, port.getSimpleName() + " is not built");
        }));
    }
}
