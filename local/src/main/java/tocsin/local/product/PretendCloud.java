package tocsin.local.product;

import java.lang.reflect.Proxy;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.cloud.Automations;
import tocsin.cloud.Buckets;
import tocsin.cloud.Cloud;
import tocsin.cloud.Distributions;
import tocsin.cloud.Functions;
import tocsin.cloud.Gateways;
import tocsin.cloud.Instances;
import tocsin.cloud.KeyTables;
import tocsin.cloud.Logs;
import tocsin.cloud.Stacks;
import tocsin.cloud.StateMachines;

/** The product's cloud on one machine. */
final class PretendCloud {
    private PretendCloud() {}

    static Cloud of(Functions functions, Instances instances) {
        return new Cloud(
                functions,
                instances,
                absent(Distributions.class),
                absent(Buckets.class),
                absent(Gateways.class),
                absent(Logs.class),
                absent(Stacks.class),
                absent(Automations.class),
                absent(StateMachines.class),
                absent(KeyTables.class));
    }

    private static <T> T absent(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (of, method, given) -> {
            throw new PortFailure(Kind.REFUSED, port.getSimpleName() + " is not built");
        }));
    }
}
