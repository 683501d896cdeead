package tocsin.local.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.local.ScaledClock;
import tocsin.local.queue.Delivery;
import tocsin.local.queue.DiskQueue;

/**
 * Feeds a queue's messages to a function, as the event source mapping of Lambda does: what the function did not fail on
 * is deleted, the rest comes again when its visibility ends.
 */
public final class QueueSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueueSource.class);

    private final Settings settings;
    private final DiskQueue queue;
    private final LambdaFunction function;
    private final QueuePoller poller;

    /**
     * @param concurrency invocations at the same time
     * @param partial whether the function answers with the items that failed (ReportBatchItemFailures)
     */
    public record Settings(
            String queueArn, String region, int batchSize, Duration window, int concurrency, boolean partial) {}

    public QueueSource(Settings settings, DiskQueue queue, LambdaFunction function, ScaledClock clock) {
        this.settings = settings;
        this.queue = queue;
        this.function = function;
        var batching = new QueuePoller.Batching(settings.batchSize(), settings.window(), settings.concurrency());
        this.poller = new QueuePoller(queue, batching, clock, this::feed);
    }

    private void feed(List<Delivery> batch) {
        switch (function.invoke(event(batch))) {
            case Outcome.Failed _ -> {} // all of it comes again
            case Outcome.Returned(var answer) -> settle(batch, answer);
        }
    }

    private void settle(List<Delivery> batch, String answer) {
        var ids = batch.stream().map(Delivery::id).toList();
        var failed = settings.partial() ? FailedItems.in(answer, ids).orElse(null) : Set.<String>of();
        if (failed == null) {
            LOG.warn(
                    "{} named items that it was not given: the whole batch comes again",
                    function.settings().name());
            return;
        }
        for (var delivery : batch) {
            if (!failed.contains(delivery.id())) {
                queue.delete(delivery.receipt());
            }
        }
    }

    String event(List<Delivery> batch) {
        var event = Json.object();
        var records = event.putArray("Records");
        for (var delivery : batch) {
            var item = records.addObject()
                    .put("messageId", delivery.id())
                    .put("receiptHandle", delivery.receipt())
                    .put("body", delivery.body());
            item.putObject("attributes")
                    .put("ApproximateReceiveCount", String.valueOf(delivery.receives()))
                    .put("SentTimestamp", String.valueOf(delivery.sentAt().toEpochMilli()))
                    .put("SenderId", "LOCAL")
                    .put(
                            "ApproximateFirstReceiveTimestamp",
                            String.valueOf(delivery.firstReceivedAt().toEpochMilli()));
            item.putObject("messageAttributes");
            item.put("md5OfBody", md5(delivery.body()))
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", settings.queueArn())
                    .put("awsRegion", settings.region());
        }
        return event.toString();
    }

    private static String md5(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        poller.close();
    }
}
