package tocsin.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tocsin.Ports;
import tocsin.local.run.Fence;
import tocsin.local.run.FunctionSettings;
import tocsin.local.run.LambdaFunction;
import tocsin.local.template.Deployment;
import tocsin.local.template.TemplateRefused;

/** The template's functions: their handlers made by name, with the ports of this machine. */
final class FunctionSet {
    private final Map<String, LambdaFunction> byName = new LinkedHashMap<>();

    void make(Deployment deployment, Ports ports, Instant life) {
        for (var function : deployment.functions()) {
            var settings = new FunctionSettings(function.name(), function.arn(), function.timeout(), function.memory());
            byName.put(function.logicalName(), new LambdaFunction(settings, maker(function, ports), life.toString()));
        }
    }

    Optional<LambdaFunction> find(String logicalName) {
        return Optional.ofNullable(byName.get(logicalName));
    }

    LambdaFunction named(String logicalName) {
        return find(logicalName)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no function " + logicalName + "; there are " + byName.keySet()));
    }

    private static Function<Fence, RequestStreamHandler> maker(Deployment.Function function, Ports ports) {
        var constructor = constructor(function);
        return fence -> handler(constructor, fence.around(Ports.class, ports));
    }

    private static Constructor<? extends RequestStreamHandler> constructor(Deployment.Function function) {
        try {
            var constructor = Class.forName(function.handler())
                    .asSubclass(RequestStreamHandler.class)
                    .getDeclaredConstructor(Ports.class);
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new TemplateRefused(
                    function.place(),
                    function.logicalName() + " has the handler " + function.handler()
                            + ", and there is no such class that reads streams and is made of Ports");
        }
    }

    private static RequestStreamHandler handler(Constructor<? extends RequestStreamHandler> constructor, Ports ports) {
        try {
            return constructor.newInstance(ports);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(constructor.getDeclaringClass() + " cannot be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor.getDeclaringClass() + " cannot be made", e);
        }
    }
}
