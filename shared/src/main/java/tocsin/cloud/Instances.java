package tocsin.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.CloudWatch.Place;

/**
 * The database instances of RDS: one call is one request of its API. An instance that another change is at
 * (InvalidDBInstanceState) is a {@link tocsin.PortFailure} CONFLICT: the same again, later.
 */
public interface Instances {
    /** DescribeDBInstances of one. */
    InstanceState describe(Place place, String instance, Duration timeout);

    /** ModifyDBInstance; gives the instance as it stands then, which the change may not have reached yet. */
    InstanceState modify(Place place, String instance, Modification modification, Duration timeout);

    /** RebootDBInstance. */
    void reboot(Place place, String instance, boolean failOver, Duration timeout);

    /** What befell an instance since then, oldest first (DescribeEvents; RDS keeps them for 14 days). */
    List<Event> events(Place place, String instance, Instant from, Duration timeout);

    /** The instance's tags (ListTagsForResource), for what may be touched. */
    Map<String, String> tags(Place place, String instanceArn, Duration timeout);

    /**
     * An instance.
     *
     * @param status RDS's own word: "available", "modifying", "rebooting", "storage-full"
     * @param instanceClass as "db.t4g.medium"
     * @param pendingClass the class that it gets in its window; null where none waits
     * @param storage GiB
     * @param mostStorage GiB up to which RDS enlarges it by itself; null where it does not
     * @param window when it is maintained, UTC: "sun:02:00-sun:04:00"
     * @param standby whether another zone has a standby to fail over to (Multi-AZ)
     * @param zone the availability zone where it is; it changes by a fail-over
     * @param certificateEnds when the certificate that it shows ends (CertificateDetails.ValidTill)
     */
    record InstanceState(
            String arn,
            String name,
            String status,
            String engine,
            String instanceClass,
            @Nullable String pendingClass,
            int storage,
            @Nullable Integer pendingStorage,
            @Nullable Integer mostStorage,
            String window,
            boolean standby,
            @Nullable String zone,
            @Nullable Instant certificateEnds) {}

    /**
     * What is to become of an instance; null: left as it is.
     *
     * @param atOnce else in the instance's maintenance window
     */
    record Modification(
            @Nullable String instanceClass, @Nullable Integer storage, boolean atOnce) {}

    /** @param message RDS's own sentence, as "DB instance restarted" */
    record Event(Instant at, String message) {}

    /** Tags in their order, as every port gives them. */
    static Map<String, String> sorted(Map<String, String> tags) {
        return Collections.unmodifiableMap(new TreeMap<>(tags));
    }
}
