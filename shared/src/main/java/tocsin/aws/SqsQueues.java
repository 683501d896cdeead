package tocsin.aws;

import io.avaje.json.node.JsonNodeMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.state.Queues;

/** The queues in SQS. */
final class SqsQueues implements Queues {
    private final Supplier<SqsClient> client;
    private final Function<Queue, String> urls;

    /**
     * @param urls the address of each queue, asked for when the queue is used
     */
    SqsQueues(Supplier<SqsClient> client, Function<Queue, String> urls) {
        this.client = client;
        this.urls = urls;
    }

    @Override
    public List<Integer> send(Queue queue, List<Message> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (var message : messages) {
            entries.add(SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .messageBody(message.body())
                    .delaySeconds(Math.toIntExact(message.delay().toSeconds()))
                    .build());
        }
        var answer = AwsFailures.request(
                "SendMessageBatch to " + queue,
                () -> client.get()
                        .sendMessageBatch(
                                request -> request.queueUrl(urls.apply(queue)).entries(entries)));
        return answer.failed().stream()
                .map(BatchResultErrorEntry::id)
                .map(Integer::valueOf)
                .sorted()
                .toList();
    }

    /** What is not taken (an old receipt) comes again when its queue says so, and needs no answer. */
    @Override
    public void comeAgain(Queue queue, List<String> receipts, Duration after) {
        if (receipts.isEmpty()) {
            return;
        }
        var entries = IntStream.range(0, receipts.size())
                .mapToObj(index -> ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(index))
                        .receiptHandle(receipts.get(index))
                        .visibilityTimeout(Math.toIntExact(after.toSeconds()))
                        .build())
                .toList();
        AwsFailures.request(
                "ChangeMessageVisibilityBatch of " + queue,
                () -> client.get()
                        .changeMessageVisibilityBatch(
                                request -> request.queueUrl(urls.apply(queue)).entries(entries)));
    }

    /** Three requests, each of which may be repeated: which queue has the dead letters, how many, and move them. */
    @Override
    public long redrive(Queue queue) {
        var url = urls.apply(queue);
        var policy = attribute(url, QueueAttributeName.REDRIVE_POLICY);
        if (policy == null) {
            throw new PortFailure(Kind.REFUSED, "the queue " + queue + " has no dead letters beside it");
        }
        var deadArn = deadLetterTarget(policy);
        var slash = url.lastIndexOf('/') + 1;
        var colon = deadArn.lastIndexOf(':') + 1;
        var deadUrl = url.substring(0, slash) + deadArn.substring(colon);
        // what a rule or a topic left there came from no queue: where it goes must be said
        var arn = deadArn.substring(0, colon) + url.substring(slash);
        var letters = attribute(deadUrl, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
        var count = letters == null ? 0 : Long.parseLong(letters);
        if (count > 0) {
            AwsFailures.request(
                    "StartMessageMoveTask of " + queue,
                    () -> client.get()
                            .startMessageMoveTask(
                                    request -> request.sourceArn(deadArn).destinationArn(arn)));
        }
        return count;
    }

    private static String deadLetterTarget(String policy) {
        return JsonNodeMapper.builder().build().fromJsonObject(policy).extract("deadLetterTargetArn");
    }

    private @Nullable String attribute(String url, QueueAttributeName name) {
        return AwsFailures.request(
                        "GetQueueAttributes",
                        () -> client.get()
                                .getQueueAttributes(
                                        request -> request.queueUrl(url).attributeNames(name)))
                .attributes()
                .get(name);
    }
}
