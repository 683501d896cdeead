package tocsin.cloud;

import java.time.Duration;
import tocsin.alarm.CloudWatch.Place;

/** The product's tables in DynamoDB. */
public interface KeyTables {
    /** DescribeTable. */
    TableState describe(Place place, String table, Duration timeout);

    /** @param status DynamoDB's own word: "ACTIVE" */
    record TableState(String arn, String status, long items, boolean onDemand) {}
}
