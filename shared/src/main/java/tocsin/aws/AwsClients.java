package tocsin.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/** How every client is set up: no retry of its own, a bound on each call, nothing looked up that is known. */
public final class AwsClients {
    /** The bound on a call for which the caller names none. */
    static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** Only a backstop: what bounds a call is its own timeout, and none of ours is longer than a function may run. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(15);

    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final @Nullable URI endpoint;
    private final Lazy<SdkHttpClient> http = new Lazy<>(AwsClients::http);
    private final Lazy<SdkHttpClient> patching = new Lazy<>(() -> new JdkHttpClient(CONNECT_TIMEOUT));

    /**
     * @param endpoint where another AWS stands in, or null for AWS itself
     */
    public AwsClients(Region region, AwsCredentialsProvider credentials, @Nullable URI endpoint) {
        this.region = region;
        this.credentials = credentials;
        this.endpoint = endpoint;
    }

    static AwsClients of(AwsEnvironment environment) {
        return new AwsClients(environment.region(), environment.credentials(), environment.endpoint());
    }

    AwsCredentialsProvider credentials() {
        return credentials;
    }

    /** Where another AWS stands in; null: none does. */
    @Nullable URI endpoint() {
        return endpoint;
    }

    Region region() {
        return region;
    }

    /** The client of a service in our own Region. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return client(builder, region);
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, Region where) {
        return client(builder, where, http.get());
    }

    /** The client of a service that is changed by PATCH. */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C patchingClient(B builder, Region where) {
        return client(builder, where, patching.get());
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, Region where, SdkHttpClient through) {
        builder.region(where)
                .credentialsProvider(credentials)
                .httpClient(through)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallTimeout(USUAL_TIMEOUT)
                        .defaultProfileFile(ProfileFile.aggregator().build()) // no file is looked for
                        .build());
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    private static SdkHttpClient http() {
        // the JDK's own retry of a request on a connection that the other side has closed
        System.setProperty("sun.net.http.retryPost", "false");
        return new BoundedHttpClient(UrlConnectionHttpClient.create(AwsClients::connection));
    }

    /**
     * As the JDK makes it: one TLS context for all that speak HTTP here, its 140 certificates read when one connects.
     */
    private static HttpURLConnection connection(URI uri) {
        try {
            var connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
            connection.setReadTimeout((int) SOCKET_TIMEOUT.toMillis());
            return connection;
        } catch (IOException unfit) {
            throw new UncheckedIOException(unfit);
        }
    }
}
