package tocsin.local.product;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.cloud.Buckets;
import tocsin.cloud.Cloud;
import tocsin.cloud.Distributions;
import tocsin.cloud.Functions;
import tocsin.cloud.Logs;

/** The product's cloud on one machine, each part by AWS's rules; what it holds can be made, broken and looked at. */
public final class PretendCloud {
    private static final Duration MODIFYING = Duration.ofMinutes(5);
    private static final Duration HANDED_OVER = Duration.ofMinutes(2);

    public final PretendInstances instances;
    public final PretendGateways gateways = new PretendGateways();
    public final PretendStacks stacks = new PretendStacks();
    public final PretendAutomations automations;
    public final PretendStateMachines stateMachines;
    public final PretendTables tables = new PretendTables();
    private final Functions functions;

    public PretendCloud(InstantSource clock, Functions functions) {
        this.functions = functions;
        instances = new PretendInstances(clock, MODIFYING);
        automations = new PretendAutomations(clock, HANDED_OVER);
        stateMachines = new PretendStateMachines(clock, HANDED_OVER);
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
