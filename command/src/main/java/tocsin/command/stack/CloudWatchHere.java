package tocsin.command.stack;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import tocsin.alarm.CloudWatch;
import tocsin.aws.AwsClients;
import tocsin.aws.CloudWatchAlarms;

/** CloudWatch of the account whose credentials the AWS CLI would take here. */
public final class CloudWatchHere {
    private CloudWatchHere() {}

    /**
     * In every Region of that account; another account is refused when it is asked for.
     *
     * @throws NoStack where there are no credentials, or no Region
     */
    public static CloudWatch entered() {
        var credentials = DefaultCredentialsProvider.builder().build();
        try {
            credentials.resolveCredentials();
            var endpoint = System.getenv("AWS_ENDPOINT_URL");
            return CloudWatchAlarms.of(new AwsClients(
                    DefaultAwsRegionProviderChain.builder().build().getRegion(),
                    credentials,
                    endpoint == null ? null : URI.create(endpoint)));
        } catch (SdkException none) {
            throw new NoStack(
                    "--aws: no credentials, or no Region; sign in as for the AWS CLI (AWS_PROFILE, aws sso login)",
                    none);
        }
    }
}
