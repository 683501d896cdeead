package tocsin.aws;

import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import tocsin.alarm.CloudWatch.Place;

/**
 * By whose credentials the product's cloud is asked: the clients are the same for all, each request is signed by its
 * own session.
 *
 * @param credentials those of an account
 */
record Session(Function<String, AwsCredentialsProvider> credentials) {
    AwsRequestOverrideConfiguration within(Place place, Duration timeout) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(timeout)
                .credentialsProvider(credentials.apply(place.account()))
                .build();
    }
}
