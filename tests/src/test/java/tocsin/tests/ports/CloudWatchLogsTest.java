package tocsin.tests.ports;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import tocsin.cloud.Logs;
import tocsin.testing.LogsContract;

/** AWS's CloudWatch Logs keep the contract; filters of a query, which moto does not know, only our own show. */
class CloudWatchLogsTest extends LogsContract {
    private static final String STREAM = "2026/03/01/[1]0";

    private final CloudWatchLogsClient client =
            Moto.started().clients(PLACE.region()).client(CloudWatchLogsClient.builder());
    private final Logs logs = Moto.started().ports(Map.of()).cloud("a test's").logs();

    @AfterEach
    void delete() {
        client.deleteLogGroup(request -> request.logGroupName(GROUP));
    }

    @Override
    protected Logs logs() {
        return logs;
    }

    @Override
    protected void write(Instant at, String text) {
        try {
            client.createLogGroup(request -> request.logGroupName(GROUP));
            client.createLogStream(request -> request.logGroupName(GROUP).logStreamName(STREAM));
        } catch (ResourceAlreadyExistsException there) {
            // not the first line
        }
        client.putLogEvents(request -> request.logGroupName(GROUP)
                .logStreamName(STREAM)
                .logEvents(InputLogEvent.builder()
                        .timestamp(at.toEpochMilli())
                        .message(text)
                        .build()));
    }

    /** moto takes no line that is older than a fortnight. */
    @Override
    protected Instant now() {
        return Instant.now();
    }

    @Override
    protected void settle() {}
}
