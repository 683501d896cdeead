package tocsin.tests.ports;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tocsin.state.Table;
import tocsin.testing.TableContract;

/**
 * DynamoDB keeps the contract of the table. DynamoDB Local has no TransactionConflict, no throttling and no lagging
 * index; those come from FaultyTable and TestingTable.
 */
class DynamoTableTest extends TableContract {
    private static LocalDynamo dynamo;

    @BeforeAll
    static void start() throws Exception {
        dynamo = new LocalDynamo();
    }

    @AfterAll
    static void stop() throws Exception {
        dynamo.stop();
    }

    @Override
    protected Table table() {
        return dynamo.table();
    }
}
