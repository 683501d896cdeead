package tocsin.tests.ports;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;
import tocsin.aws.AwsClients;
import tocsin.aws.DynamoTable;
import tocsin.state.Due;

/** DynamoDB Local on a port of its own, spoken to over HTTP as DynamoDB is. */
public final class LocalDynamo {
    private final DynamoDBProxyServer server;
    private final DynamoDbClient client;
    private int tables;

    public LocalDynamo() throws Exception {
        var port = freePort();
        server = ServerRunner.createServerFromCommandLineArgs(
                new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
        server.start();
        client = clients(Region.EU_CENTRAL_1, URI.create("http://127.0.0.1:" + port))
                .client(DynamoDbClient.builder());
    }

    static AwsClients clients(Region region, URI endpoint) {
        return new AwsClients(
                region, StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")), endpoint);
    }

    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    DynamoDbClient client() {
        return client;
    }

    /** A new, empty table. */
    public DynamoTable table() {
        tables++;
        var name = "table-" + tables;
        client.createTable(request -> request.tableName(name)
                .attributeDefinitions(List.of(text("pk"), text("sk"), text(Due.PARTITION), number(Due.AT)))
                .keySchema(keyedBy("pk", "sk"))
                .globalSecondaryIndexes(List.of(GlobalSecondaryIndex.builder()
                        .indexName(DynamoTable.DUE_INDEX)
                        .keySchema(keyedBy(Due.PARTITION, Due.AT))
                        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                        .build()))
                .billingMode(BillingMode.PAY_PER_REQUEST));
        return new DynamoTable(() -> client, name);
    }

    static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static AttributeDefinition number(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.N)
                .build();
    }

    static List<KeySchemaElement> keyedBy(String partition, String order) {
        return List.of(
                KeySchemaElement.builder()
                        .attributeName(partition)
                        .keyType(KeyType.HASH)
                        .build(),
                KeySchemaElement.builder()
                        .attributeName(order)
                        .keyType(KeyType.RANGE)
                        .build());
    }

    public void stop() throws Exception {
        client.close();
        server.stop();
    }
}
