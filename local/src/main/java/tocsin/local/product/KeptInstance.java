package tocsin.local.product;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Instances.InstanceState;

/** An instance as it is kept; instants are epoch milliseconds. */
@JsonAutoDetect(
        fieldVisibility = Visibility.NON_PRIVATE,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
final class KeptInstance {
    static final String WINDOW = "sun:02:00-sun:04:00";

    String name = "";
    Map<String, String> tags = new TreeMap<>();
    List<KeptEvent> events = new ArrayList<>();
    String instanceClass = "";
    int storage;
    boolean standby;
    String zone = "us-west-2a";

    @Nullable String pendingClass;

    @Nullable Integer pendingStorage;

    /** When what is pending is begun with. */
    long window;

    Doing doing = Doing.NOTHING;

    /** Until when it is at that. */
    long until;

    long storageChanged;

    /** What RDS is at. */
    enum Doing {
        NOTHING("available"),
        MODIFYING("modifying"),
        REBOOTING("rebooting"),
        FAILING_OVER("rebooting"),
        OPTIMIZING("storage-optimization");

        final String status;

        Doing(String status) {
            this.status = status;
        }
    }

    /** @param at epoch milliseconds */
    record KeptEvent(long at, String message) {}

    /** As that of rds-ca-rsa2048-g1 itself. */
    private static final Instant CERTIFICATE_ENDS = Instant.parse("2061-05-25T22:34:57Z");

    boolean isPending() {
        return pendingClass != null || pendingStorage != null;
    }

    InstanceState state(Place place) {
        return new InstanceState(
                "arn:aws:rds:" + place.region() + ":" + place.account() + ":db:" + name,
                name,
                doing.status,
                "postgres",
                instanceClass,
                pendingClass,
                storage,
                pendingStorage,
                null,
                WINDOW,
                standby,
                zone,
                CERTIFICATE_ENDS);
    }
}
