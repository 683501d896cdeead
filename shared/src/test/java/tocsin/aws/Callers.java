package tocsin.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.StsClient;

/** By whose name AWS knows a session. */
public final class Callers {
    private Callers() {}

    /** GetCallerIdentity with the credentials by which a run changes the product's cloud. */
    public static String caller(AwsClients clients, @Nullable String role, String run) {
        var credentials = new Sessions(clients, role).of(run).credentials();
        return clients.client(StsClient.builder())
                .getCallerIdentity(request -> request.overrideConfiguration(by -> by.credentialsProvider(credentials)))
                .arn();
    }
}
