package tocsin.local.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;

/**
 * Cuts an environment off from the world. On AWS a function whose time is up is stopped; a thread cannot be, but
 * whatever it still tries to reach is refused from then on.
 */
public final class Fence {
    private volatile boolean closed;

    void close() {
        closed = true;
    }

    /** What a fenced part throws: nothing in a function catches it as a failure of the world. */
    static final class Cut extends Error {
        private static final long serialVersionUID = 1L;

        Cut() {
            super("the time of this invocation is up");
        }
    }

    /**
     * The same part, and whatever parts it hands out, behind the fence.
     *
     * @param port an interface
     */
    public <T> T around(Class<T> port, T part) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    if (closed) {
                        throw new Cut();
                    }
                    try {
                        var result = method.invoke(part, arguments);
                        return method.getReturnType().isInterface() && handsOutPorts(method.getReturnType())
                                ? fenced(method.getReturnType(), result)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private <T> T fenced(Class<T> type, Object part) {
        return around(type, type.cast(part));
    }

    private static boolean handsOutPorts(Class<?> type) {
        return type.getPackageName().startsWith("tocsin") && !type.isSealed() || type == InstantSource.class;
    }
}
