package tocsin.local;

import java.util.Map;
import tocsin.alarm.CloudWatch;
import tocsin.runbook.Functions;

/** What stands in for the AWS on which the product runs: its alarms and metrics, and its functions. */
public interface Cloud extends AutoCloseable {
    CloudWatch cloudWatch();

    Functions functions();

    /** The tags of a database instance, by its ARN. */
    default Map<String, String> databaseTags(String instanceArn) {
        return Map.of();
    }

    /** Called once nothing calls it any more. */
    @Override
    default void close() {}
}
