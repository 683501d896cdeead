package tocsin.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
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

/** Puts an interference around ports. One counter runs over all ports that one instance has wrapped. */
public final class Interfered {
    private final Interference interference;
    private final AtomicInteger calls = new AtomicInteger();

    public Interfered(Interference interference) {
        this.interference = interference;
    }

    /** The port, with the interference around each of its methods. */
    public <T> T port(String name, Class<T> type, T port) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(name, port, method, arguments)));
    }

    /** The cloud, with the interference around each of its ports. */
    public Cloud cloud(Cloud cloud) {
        return new Cloud(
                port("functions", Functions.class, cloud.functions()),
                port("instances", Instances.class, cloud.instances()),
                port("distributions", Distributions.class, cloud.distributions()),
                port("buckets", Buckets.class, cloud.buckets()),
                port("gateways", Gateways.class, cloud.gateways()),
                port("logs", Logs.class, cloud.logs()),
                port("stacks", Stacks.class, cloud.stacks()),
                port("automations", Automations.class, cloud.automations()),
                port("stateMachines", StateMachines.class, cloud.stateMachines()),
                port("keyTables", KeyTables.class, cloud.keyTables()));
    }

    private @Nullable Object call(String name, Object port, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return invoke(port, method, arguments);
        }
        var call = new PortCall(calls.getAndIncrement(), name, method.getName());
        interference.before(call);
        var answer = invoke(port, method, arguments);
        interference.after(call);
        return answer;
    }

    private static @Nullable Object invoke(Object port, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(port, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getTargetException();
        }
    }
}
