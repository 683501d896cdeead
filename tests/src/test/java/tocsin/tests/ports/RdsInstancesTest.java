package tocsin.tests.ports;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.Tag;
import tocsin.cloud.Instances;
import tocsin.testing.InstancesContract;

/** AWS's RDS keeps the contract; what takes its time there, moto does at once. */
class RdsInstancesTest extends InstancesContract {
    private final RdsClient client = Moto.started().clients(PLACE.region()).client(RdsClient.builder());
    private final Instances instances =
            Moto.started().ports(Map.of()).cloud("a test's").instances();

    @BeforeEach
    void create() {
        client.createDBInstance(request -> request.dbInstanceIdentifier(NAME)
                .engine("postgres")
                .dbInstanceClass(CLASS)
                .allocatedStorage(STORAGE)
                .masterUsername("valine")
                .masterUserPassword("never-used")
                .preferredMaintenanceWindow(WINDOW)
                .tags(TAGS.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList()));
    }

    @AfterEach
    void delete() {
        client.deleteDBInstance(request -> request.dbInstanceIdentifier(NAME).skipFinalSnapshot(true));
    }

    @Override
    protected Instances instances() {
        return instances;
    }

    @Override
    protected void settle() {}

    @Override
    protected Instant now() {
        return Instant.now();
    }
}
