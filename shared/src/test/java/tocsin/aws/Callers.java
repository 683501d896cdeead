package tocsin.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.StsClient;

/** By whose name AWS knows a session. */
public final class Callers {
    private static final String ACCOUNT = "111122223333";

    private Callers() {}

    /** GetCallerIdentity with the credentials by which a run changes the product's cloud. */
    public static String caller(AwsClients clients, @Nullable String role, String run) {
        var credentials = new Sessions(clients, role, () -> ACCOUNT, Spokes.NONE)
                .of(run)
                .credentials()
                .apply(ACCOUNT);
        return clients.client(StsClient.builder())
                .getCallerIdentity(request -> request.overrideConfiguration(by -> by.credentialsProvider(credentials)))
                .arn();
    }
}
