package tocsin.tests.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import tocsin.local.run.FailedItems;
import tocsin.local.run.Json;
import tocsin.local.run.LambdaFunction;
import tocsin.local.run.Outcome;
import tocsin.local.template.Deployment.Source.FromQueue;
import tocsin.tests.ports.Moto;

/**
 * Brings the messages of a queue in moto to a function, as Lambda's event source mapping does: what did not fail is
 * deleted. What failed comes again after a second; on AWS it would when its visibility ends.
 */
final class QueueMapping implements AutoCloseable {
    /** As many as one request to SQS gives. */
    private static final int MOST = 10;

    private static final Logger LOG = LoggerFactory.getLogger(QueueMapping.class);

    private final FromQueue source;
    private final String url;
    private final SqsClient sqs;
    private final LambdaFunction function;
    private final Thread thread;
    private volatile boolean closed;

    QueueMapping(FromQueue source, String url, SqsClient sqs, LambdaFunction function) {
        this.source = source;
        this.url = url;
        this.sqs = sqs;
        this.function = function;
        this.thread = Thread.ofPlatform().daemon().name("mapping of " + url).start(this::run);
    }

    private void run() {
        while (!closed) {
            try {
                var batch = gather();
                if (!batch.isEmpty()) {
                    settle(batch, function.invoke(event(batch)));
                }
            } catch (SdkException failure) {
                if (!closed) {
                    LOG.warn("{} is asked again", url, failure);
                }
            }
        }
    }

    /** The window begins with the first message. */
    private List<Message> gather() {
        var batch = new ArrayList<>(receive(1, MOST));
        var end = System.nanoTime() + source.window().toNanos();
        while (!batch.isEmpty() && batch.size() < source.batchSize() && System.nanoTime() < end) {
            batch.addAll(receive(1, Math.min(MOST, source.batchSize() - batch.size())));
        }
        return batch;
    }

    private List<Message> receive(int seconds, int most) {
        return sqs.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(Math.min(most, source.batchSize()))
                        .waitTimeSeconds(seconds)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private String event(List<Message> batch) {
        var event = Json.object();
        var records = event.putArray("Records");
        batch.forEach(message -> records.add(record(message)));
        return event.toString();
    }

    private ObjectNode record(Message message) {
        var record = Json.object()
                .put("messageId", message.messageId())
                .put("receiptHandle", message.receiptHandle())
                .put("body", message.body())
                .put("md5OfBody", message.md5OfBody())
                .put("eventSource", "aws:sqs")
                .put("eventSourceARN", source.queueArn())
                .put("awsRegion", Moto.REGION);
        var attributes = record.putObject("attributes");
        message.attributesAsStrings().forEach(attributes::put);
        record.putObject("messageAttributes");
        return record;
    }

    private void settle(List<Message> batch, Outcome outcome) {
        var ids = batch.stream().map(Message::messageId).toList();
        var failed = switch (outcome) {
            case Outcome.Failed _ -> Set.copyOf(ids);
            case Outcome.Returned(var answer) ->
                source.partial() ? FailedItems.in(answer, ids).orElse(Set.copyOf(ids)) : Set.<String>of();
        };
        for (var message : batch) {
            if (failed.contains(message.messageId())) {
                sqs.changeMessageVisibility(request -> request.queueUrl(url)
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(1));
            } else {
                sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
