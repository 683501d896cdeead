package tocsin.aws;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;

/**
 * The sessions in which the product's cloud is changed: of the role to mend by, each called as the run is, so that
 * CloudTrail tells what the story tells. Where no such role is named, all are the function's own.
 */
final class Sessions {
    private static final int KEPT = 16;
    private static final int LONGEST_NAME = 64;
    private static final Pattern UNFIT = Pattern.compile("[^a-zA-Z0-9_+=,.@-]");

    private final AwsClients clients;
    private final @Nullable String role;
    private final Supplier<StsClient> sts;
    private final Map<String, Session> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

    /**
     * @param role its ARN; null: none is taken
     */
    Sessions(AwsClients clients, @Nullable String role) {
        this.clients = clients;
        this.role = role;
        this.sts = new Lazy<>(() -> clients.client(StsClient.builder()));
    }

    synchronized Session of(String run) {
        if (role == null) {
            return new Session(clients.credentials());
        }
        var arn = role;
        var session = kept.computeIfAbsent(name(run), name -> new Session(assumed(arn, name)));
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return session;
    }

    /** What STS takes as a session's name. */
    static String name(String run) {
        var name = "tocsin-" + UNFIT.matcher(run).replaceAll(".");
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    /** Taken when the first request needs it, and again before it ends. */
    private AwsCredentialsProvider assumed(String arn, String name) {
        var credentials = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts.get())
                .refreshRequest(request -> request.roleArn(arn).roleSessionName(name))
                .build();
        return () -> {
            try {
                return credentials.resolveCredentials();
            } catch (SdkException failure) {
                throw notTaken(name, failure);
            }
        };
    }

    /** Whatever became of the role, the request that was to be signed by it was never sent: nothing is unclear. */
    private static PortFailure notTaken(String name, SdkException failure) {
        var told = AwsFailures.of("AssumeRole as " + name, failure);
        return told.kind() == Kind.UNCLEAR
                ? new PortFailure(Kind.UNAVAILABLE, "AssumeRole as " + name + ": no answer", failure)
                : told;
    }
}
