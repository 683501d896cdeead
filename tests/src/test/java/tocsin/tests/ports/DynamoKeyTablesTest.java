package tocsin.tests.ports;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import tocsin.cloud.KeyTables;
import tocsin.testing.KeyTablesContract;

/** AWS's DynamoDB keeps the contract. */
class DynamoKeyTablesTest extends KeyTablesContract {
    private final DynamoDbClient client = Moto.started().clients(PLACE.region()).client(DynamoDbClient.builder());
    private final KeyTables keyTables =
            Moto.started().ports(Map.of()).cloud("a test's").keyTables();

    @BeforeEach
    void create() {
        client.createTable(request -> request.tableName(TABLE)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST));
    }

    @AfterEach
    void delete() {
        client.deleteTable(request -> request.tableName(TABLE));
    }

    @Override
    protected KeyTables keyTables() {
        return keyTables;
    }
}
