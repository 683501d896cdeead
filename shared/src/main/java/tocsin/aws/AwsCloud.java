package tocsin.aws;

import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.cloud.Automations;
import tocsin.cloud.Buckets;
import tocsin.cloud.Cloud;
import tocsin.cloud.Distributions;
import tocsin.cloud.Gateways;
import tocsin.cloud.Instances;
import tocsin.cloud.KeyTables;
import tocsin.cloud.Logs;
import tocsin.cloud.Stacks;
import tocsin.cloud.StateMachines;

/** The product's cloud on AWS; every client is made when it is first used. */
final class AwsCloud {
    private AwsCloud() {}

    static Cloud of(AwsClients clients, Supplier<String> account) {
        return new Cloud(
                new LambdaFunctions(new Regions<>(account, region -> clients.client(LambdaClient.builder(), region))),
                absent(Instances.class),
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
