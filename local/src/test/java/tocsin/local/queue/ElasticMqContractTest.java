package tocsin.local.queue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Another SQS keeps the same contract, so that what ours does is not merely our own idea of it. */
class ElasticMqContractTest extends QueueContract {
    private static SQSRestServer server;
    private static SqsClient client;
    private static int queues;

    @BeforeAll
    static void start() {
        server = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .start();
        var address = URI.create(
                "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
        client = SqsClient.builder()
                .region(Region.US_WEST_2)
                .endpointOverride(address)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.stopAndWait();
    }

    @Override
    Sqs queue() {
        queues++;
        var dead = create("dead-" + queues, Map.of());
        var arn = client.getQueueAttributes(
                        request -> request.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        var policy = "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":\"" + MOST_RECEIVES + "\"}";
        var alarms = create(
                "alarms-" + queues,
                Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        String.valueOf(VISIBILITY.toSeconds()),
                        QueueAttributeName.REDRIVE_POLICY,
                        policy));
        return new Served(alarms, dead);
    }

    private static String create(String name, Map<QueueAttributeName, String> attributes) {
        return client.createQueue(request -> request.queueName(name).attributes(attributes))
                .queueUrl();
    }

    private record Served(String alarms, String dead) implements Sqs {
        @Override
        public void send(String body, Duration delay) {
            client.sendMessage(request ->
                    request.queueUrl(alarms).messageBody(body).delaySeconds(Math.toIntExact(delay.toSeconds())));
        }

        @Override
        public List<Delivery> receive(int most) {
            return client
                    .receiveMessage(request -> request.queueUrl(alarms)
                            .maxNumberOfMessages(most)
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages()
                    .stream()
                    .map(Served::delivery)
                    .toList();
        }

        private static Delivery delivery(Message message) {
            return new Delivery(
                    message.messageId(),
                    message.receiptHandle(),
                    message.body(),
                    instant(message, MessageSystemAttributeName.SENT_TIMESTAMP),
                    instant(message, MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP),
                    Integer.parseInt(message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)));
        }

        private static Instant instant(Message message, MessageSystemAttributeName name) {
            return Instant.ofEpochMilli(Long.parseLong(message.attributes().get(name)));
        }

        @Override
        public void delete(String receipt) {
            client.deleteMessage(request -> request.queueUrl(alarms).receiptHandle(receipt));
        }

        @Override
        public void hide(String receipt, Duration after) {
            client.changeMessageVisibility(request -> request.queueUrl(alarms)
                    .receiptHandle(receipt)
                    .visibilityTimeout(Math.toIntExact(after.toSeconds())));
        }

        @Override
        public List<String> deadLetters() {
            return client.receiveMessage(request -> request.queueUrl(dead)).messages().stream()
                    .map(Message::body)
                    .toList();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void pass(Duration time) throws InterruptedException {
            Thread.sleep(time);
        }
    }
}
