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
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.config.Spoke;

/**
 * The sessions in which the product's cloud is changed: of the role to mend by, each called as the run is, so that
 * CloudTrail tells what the story tells. Where no such role is named, all are the function's own. In another account it
 * is the role of that account's spoke for what this function does, taken on by the function itself: no role is taken on
 * through another.
 */
final class Sessions {
    private static final int KEPT = 16;
    private static final int LONGEST_NAME = 64;
    private static final Pattern UNFIT = Pattern.compile("[^a-zA-Z0-9_+=,.@-]");

    private final AwsClients clients;
    private final @Nullable String role;
    private final Supplier<String> ours;
    private final Spokes spokes;
    private final Supplier<StsClient> sts;
    private final Map<Taken, AwsCredentialsProvider> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

    /** A role that was taken on, or will be when the first request needs it. */
    private record Taken(String arn, String name, @Nullable String externalId) {}

    /**
     * @param role its ARN; null: none is taken in our own account
     * @param ours our own account
     */
    Sessions(AwsClients clients, @Nullable String role, Supplier<String> ours, Spokes spokes) {
        this.clients = clients;
        this.role = role;
        this.ours = ours;
        this.spokes = spokes;
        this.sts = new Lazy<>(() -> clients.client(StsClient.builder()));
    }

    Session of(String run) {
        return new Session(account -> credentials(account, name(run)));
    }

    private AwsCredentialsProvider credentials(String account, String name) {
        var spoke = account.equals(ours.get()) ? null : spokes.of(account);
        if (spoke != null) {
            return taken(new Taken(arn(account, spoke), name, spoke.externalId()));
        }
        return role == null ? clients.credentials() : taken(new Taken(role, name, null));
    }

    private String arn(String account, Spoke spoke) {
        return "arn:" + clients.region().metadata().partition().id() + ":iam::" + account + ":role/" + spoke.role();
    }

    private synchronized AwsCredentialsProvider taken(Taken taken) {
        var credentials = kept.computeIfAbsent(taken, this::assumed);
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return credentials;
    }

    /** What STS takes as a session's name. */
    static String name(String run) {
        var name = "tocsin-" + UNFIT.matcher(run).replaceAll(".");
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    /** Taken when the first request needs it, and again before it ends. */
    private AwsCredentialsProvider assumed(Taken taken) {
        var credentials = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts.get())
                .refreshRequest(AssumeRoleRequest.builder()
                        .roleArn(taken.arn())
                        .roleSessionName(taken.name())
                        .externalId(taken.externalId())
                        .build())
                .build();
        return () -> {
            try {
                return credentials.resolveCredentials();
            } catch (SdkException failure) {
                throw notTaken(taken.name(), failure);
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
