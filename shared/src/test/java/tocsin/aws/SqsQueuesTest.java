package tocsin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tocsin.state.Queues.Queue;

@Timeout(60)
class SqsQueuesTest {
    private static final String POLICY = "{\"Attributes\":{\"RedrivePolicy\":"
            + "\"{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:eu-central-1:111122223333:dead\\\"}\"}}";

    @Test
    void dead_letters_go_to_their_queue_also_where_they_came_from_none() {
        try (var wire = new Wire(number -> switch (number) {
            case 1 -> Wire.answer(200, POLICY);
            case 2 -> Wire.answer(200, "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"3\"}}");
            default -> Wire.answer(200, "{\"TaskHandle\":\"task\"}");
        })) {
            var queues = AwsPorts.of(Map.of(
                            "AWS_REGION", "eu-central-1",
                            "AWS_ACCESS_KEY_ID", "test",
                            "AWS_SECRET_ACCESS_KEY", "test",
                            "AWS_ENDPOINT_URL", wire.uri().toString(),
                            "TOCSIN_ALARMS_QUEUE", wire.uri() + "/111122223333/alarms"))
                    .queues();

            assertThat(queues.redrive(Queue.ALARMS)).isEqualTo(3);
            assertThat(wire.requests().getLast())
                    .contains("AmazonSQS.StartMessageMoveTask")
                    .endsWith("{\"SourceArn\":\"arn:aws:sqs:eu-central-1:111122223333:dead\","
                            + "\"DestinationArn\":\"arn:aws:sqs:eu-central-1:111122223333:alarms\"}");
        }
    }
}
