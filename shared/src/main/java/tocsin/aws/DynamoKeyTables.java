package tocsin.aws;

import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.KeyTables;

/** The product's tables, through DynamoDB's API. */
final class DynamoKeyTables implements KeyTables {
    private final Regions<DynamoDbClient> clients;
    private final Session session;

    DynamoKeyTables(Regions<DynamoDbClient> clients, Session session) {
        this.clients = clients;
        this.session = session;
    }

    @Override
    public TableState describe(Place place, String table, Duration timeout) {
        var found = AwsFailures.request(
                        "DescribeTable of " + table,
                        () -> clients.at(place)
                                .describeTable(request ->
                                        request.tableName(table).overrideConfiguration(session.within(place, timeout))))
                .table();
        var billing = found.billingModeSummary();
        return new TableState(
                found.tableArn(),
                found.tableStatusAsString(),
                Objects.requireNonNullElse(found.itemCount(), 0L),
                billing != null && billing.billingMode() == BillingMode.PAY_PER_REQUEST);
    }
}
