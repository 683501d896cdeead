package tocsin.local.stream;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveSpecification;
import tocsin.local.template.Deployment;

/** Makes a table as the template defines it, or finds the one that an earlier life made. */
public final class TableMaker {
    private TableMaker() {}

    /** Gives the ARN of the table's stream; empty where it has none. */
    public static String make(EmbeddedDynamo dynamo, Deployment.Table table) {
        try (var client = dynamo.client()) {
            return make(client, table);
        }
    }

    /** The same in whatever the client speaks to. */
    public static String make(DynamoDbClient client, Deployment.Table table) {
        var found = describe(client, table);
        var arn = found.latestStreamArn();
        return arn == null ? "" : arn;
    }

    private static TableDescription describe(DynamoDbClient client, Deployment.Table table) {
        try {
            var found = client.describeTable(request -> request.tableName(table.name()))
                    .table();
            refuseOther(found, table);
            return found;
        } catch (ResourceNotFoundException none) {
            var made = client.createTable(request(table)).tableDescription();
            table.expiry().ifPresent(attribute -> expire(client, table.name(), attribute));
            return made;
        }
    }

    private static void expire(DynamoDbClient client, String name, String attribute) {
        var expiry = TimeToLiveSpecification.builder()
                .attributeName(attribute)
                .enabled(true)
                .build();
        client.updateTimeToLive(request -> request.tableName(name).timeToLiveSpecification(expiry));
    }

    private static CreateTableRequest request(Deployment.Table table) {
        var request = CreateTableRequest.builder()
                .tableName(table.name())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(keys(table.keys()))
                .attributeDefinitions(types(table.types()));
        if (!table.indexes().isEmpty()) {
            request.globalSecondaryIndexes(table.indexes().stream()
                    .map(index -> GlobalSecondaryIndex.builder()
                            .indexName(index.name())
                            .keySchema(keys(index.keys()))
                            .projection(projection -> projection.projectionType(index.projection()))
                            .build())
                    .toList());
        }
        table.streamView()
                .ifPresent(view -> request.streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(view)));
        return request.build();
    }

    private static List<KeySchemaElement> keys(List<Deployment.KeyPart> parts) {
        return parts.stream()
                .map(part -> KeySchemaElement.builder()
                        .attributeName(part.attribute())
                        .keyType(part.type())
                        .build())
                .toList();
    }

    private static List<AttributeDefinition> types(Map<String, String> types) {
        return types.entrySet().stream()
                .map(type -> AttributeDefinition.builder()
                        .attributeName(type.getKey())
                        .attributeType(type.getValue())
                        .build())
                .toList();
    }

    private static void refuseOther(TableDescription found, Deployment.Table table) {
        var indexes = new TreeSet<String>();
        found.globalSecondaryIndexes().stream()
                .map(GlobalSecondaryIndexDescription::indexName)
                .forEach(indexes::add);
        var wanted = new TreeSet<String>();
        table.indexes().stream().map(Deployment.Index::name).forEach(wanted::add);
        if (!found.keySchema().equals(keys(table.keys())) || !indexes.equals(wanted)) {
            throw new IllegalStateException("the table " + table.name()
                    + " was made by another template: its keys or indexes differ; use another data folder");
        }
    }
}
