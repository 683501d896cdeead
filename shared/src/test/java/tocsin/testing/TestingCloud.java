package tocsin.testing;

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

/** A cloud with functions and instances, in which nothing else exists. */
public final class TestingCloud {
    private TestingCloud() {}

    public static Cloud of(Functions functions, Instances instances) {
        return of(functions, instances, new TestingLogs());
    }

    public static Cloud of(Functions functions, Instances instances, Logs logs) {
        return new Cloud(
                functions,
                instances,
                empty(Distributions.class),
                empty(Buckets.class),
                empty(Gateways.class),
                logs,
                empty(Stacks.class),
                empty(Automations.class),
                empty(StateMachines.class),
                empty(KeyTables.class));
    }

    private static <T> T empty(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (of, method, given) -> {
            throw new PortFailure(Kind.REFUSED, "none of the " + port.getSimpleName() + " is here");
        }));
    }
}
