package tocsin.tests.ports;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tocsin.state.Queues;
import tocsin.state.Queues.Queue;
import tocsin.testing.QueuesContract;
import tocsin.testing.TestingQueues.Delivery;

/** SQS keeps the contract of the queues. */
class SqsQueuesTest extends QueuesContract {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final SqsClient client = Moto.started().clients().client(SqsClient.builder());
    private final Map<Queue, String> urls =
            Map.of(Queue.ALARMS, create("alarms"), Queue.PAGES, create("pages"), Queue.STEPS, create("steps"));
    private final Queues queues = Moto.started()
            .ports(Map.of(
                    "TOCSIN_ALARMS_QUEUE", urls.get(Queue.ALARMS),
                    "TOCSIN_PAGES_QUEUE", urls.get(Queue.PAGES),
                    "TOCSIN_STEPS_QUEUE", urls.get(Queue.STEPS)))
            .queues();

    private String create(String name) {
        return client.createQueue(request -> request.queueName(name + NUMBER.incrementAndGet())
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "60")))
                .queueUrl();
    }

    @Override
    protected Queues queues() {
        return queues;
    }

    @Override
    protected List<Delivery> receive(Queue queue) {
        return client
                .receiveMessage(request -> request.queueUrl(urls.get(queue))
                        .maxNumberOfMessages(10)
                        .messageSystemAttributeNames(
                                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                                MessageSystemAttributeName.SENT_TIMESTAMP))
                .messages()
                .stream()
                .map(message -> new Delivery(
                        message.receiptHandle(),
                        message.messageId(),
                        message.body(),
                        Instant.ofEpochMilli(
                                Long.parseLong(message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP))),
                        Integer.parseInt(
                                message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))))
                .toList();
    }
}
