package tocsin.aws;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * By whose credentials the product's cloud is asked: the clients are the same for all, each request is signed by its
 * own session.
 */
record Session(AwsCredentialsProvider credentials) {
    AwsRequestOverrideConfiguration within(Duration timeout) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(timeout)
                .credentialsProvider(credentials)
                .build();
    }
}
