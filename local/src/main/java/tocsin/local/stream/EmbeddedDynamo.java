package tocsin.local.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;
import tocsin.aws.AwsClients;
import tocsin.aws.DynamoTable;
import tocsin.state.Table;

/**
 * DynamoDB Local, kept on disk, on a port of 127.0.0.1.
 *
 * <p>Its own starter listens on every interface and reports its use to AWS: this one does neither.
 */
public final class EmbeddedDynamo implements AutoCloseable {
    /** DynamoDB Local keeps separate tables for each key: all who speak to it must use this one. */
    public static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("local", "local");

    private final Server server;
    private final CountedRequests requests;
    private final LocalDynamoDBRequestHandler tables;
    private final Region region;

    private EmbeddedDynamo(Server server, CountedRequests requests, LocalDynamoDBRequestHandler tables, Region region) {
        this.server = server;
        this.requests = requests;
        this.tables = tables;
        this.region = region;
    }

    /** Starts it on what the folder holds. */
    public static EmbeddedDynamo start(Path folder, String region) {
        quiet();
        try {
            Files.createDirectories(folder);
            var tables = new LocalDynamoDBRequestHandler(0, false, folder.toString(), true, false);
            var server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var requests = new CountedRequests(new LocalDynamoDBServerHandler(tables, null));
            server.setHandler(requests);
            server.start();
            return new EmbeddedDynamo(server, requests, tables, Region.of(region));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + folder, e);
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not start on " + folder, e);
        }
    }

    private static void quiet() {
        // slf4j-simple looks this up when a logger is made
        System.setProperty("org.slf4j.simpleLogger.log.org.eclipse.jetty", "warn");
        Logger.getLogger("com.almworks.sqlite4java").setLevel(Level.WARNING);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort());
    }

    /** A table of it, spoken to as DynamoDB is. */
    public Table table(String name) {
        var clients = new AwsClients(region, StaticCredentialsProvider.create(CREDENTIALS), endpoint());
        var client = clients.client(DynamoDbClient.builder());
        return new DynamoTable(() -> client, name);
    }

    /** How many HTTP requests came since the start, by "DynamoDB_20120810.GetItem"; retries are counted. */
    public Map<String, Long> requests() {
        return requests.counts();
    }

    public Region region() {
        return region;
    }

    DynamoDbClient client() {
        return client(DynamoDbClient.builder());
    }

    DynamoDbStreamsClient streams() {
        return client(DynamoDbStreamsClient.builder());
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.region(region)
                .endpointOverride(endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not stop", e);
        } finally {
            tables.shutdown();
        }
    }
}
