package tocsin.local;

import tocsin.alarm.CloudWatch;
import tocsin.cloud.Cloud;

/** What stands in for the AWS on which the product runs: its alarms and metrics, and its functions. */
public interface Surroundings extends AutoCloseable {
    CloudWatch cloudWatch();

    /** What runbooks read and change. */
    Cloud cloud();

    /** Called once nothing calls it any more. */
    @Override
    default void close() {}
}
