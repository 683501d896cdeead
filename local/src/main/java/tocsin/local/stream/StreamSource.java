package tocsin.local.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.event.ruler.Ruler;
import tocsin.local.ScaledClock;
import tocsin.local.queue.DiskQueue;
import tocsin.local.run.FailedItems;
import tocsin.local.run.Json;
import tocsin.local.run.LambdaFunction;
import tocsin.local.run.Outcome;
import tocsin.local.template.Deployment.Source.FromStream;

/**
 * Feeds a table's stream to a function, as the event source mapping of Lambda does: in order, from the oldest record
 * that nobody has done; a batch that fails is halved where asked, tried again, and told to the destination in the
 * end.
 */
public final class StreamSource implements AutoCloseable {
    private static final Duration BETWEEN_READS = Duration.ofMillis(50);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
    private static final int LONGEST_BACKOFF_SECONDS = 60;

    private static final Logger LOG = LoggerFactory.getLogger(StreamSource.class);

    private final Settings settings;
    private final LambdaFunction function;
    private final ScaledClock clock;
    private final DynamoDbStreamsClient client;
    private final StreamReader reader;
    private final Thread thread;
    private volatile boolean paused;
    private volatile boolean closed;

    /**
     * @param streamArn as the table has it
     * @param eventArn as events name it
     * @param patterns of which a record must match one; with none, every record counts
     * @param retries after the first attempt
     * @param partial whether the function answers with the first record that failed (ReportBatchItemFailures)
     */
    public record Settings(
            String streamArn,
            String eventArn,
            int batchSize,
            List<String> patterns,
            boolean bisect,
            int retries,
            boolean partial,
            Optional<DiskQueue> onFailure) {
        public Settings {
            patterns = List.copyOf(patterns);
        }

        /** As the template says it of a stream that is there by that ARN. */
        public static Settings of(FromStream from, String streamArn, Optional<DiskQueue> onFailure) {
            return new Settings(
                    streamArn,
                    from.streamArn(),
                    from.batchSize(),
                    from.patterns(),
                    from.bisect(),
                    from.retries(),
                    from.partial(),
                    onFailure);
        }
    }

    /** @param checkpoints where it is kept how far the function has read */
    public StreamSource(
            Settings settings, EmbeddedDynamo dynamo, Path checkpoints, LambdaFunction function, ScaledClock clock) {
        this(settings, dynamo.streams(), checkpoints, function, clock);
    }

    /** @param client closed with this */
    public StreamSource(
            Settings settings,
            DynamoDbStreamsClient client,
            Path checkpoints,
            LambdaFunction function,
            ScaledClock clock) {
        this.settings = settings;
        this.function = function;
        this.clock = clock;
        this.client = client;
        this.reader = new StreamReader(client, settings.streamArn(), new Checkpoints(checkpoints));
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("stream of " + function.settings().name())
                .start(this::run);
    }

    /** Stops reading, or goes on: what a stream does when it has trouble. */
    public void pause(boolean stop) {
        paused = stop;
    }

    private void run() {
        try {
            while (!closed) {
                Thread.sleep(paused || !step() ? BETWEEN_READS : Duration.ZERO);
            }
        } catch (InterruptedException stopped) {
            // what is not checkpointed is read again
        }
    }

    /** Whether there was something. */
    private boolean step() throws InterruptedException {
        try {
            var batch = reader.read(settings.batchSize());
            if (batch.isEmpty() || batch.get().records().isEmpty()) {
                return false;
            }
            new Attempt(batch.get().shard(), batch.get().records(), 0).carryOut();
            return true;
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.error("the stream of {} cannot be read", function.settings().name(), e);
                reader.again();
                Thread.sleep(AFTER_A_FAULT);
            }
            return false;
        }
    }

    /** Some records of a shard, and how often they were tried before. */
    private final class Attempt {
        private final String shard;
        private List<Record> records;
        private int attempts;

        private Attempt(String shard, List<Record> records, int attempts) {
            this.shard = shard;
            this.records = records;
            this.attempts = attempts;
        }

        private void carryOut() throws InterruptedException {
            while (true) {
                var requestId = function.nextRequestId();
                var failure = failureOf(requestId);
                if (closed) {
                    throw new InterruptedException("closed: what is not done is read again");
                }
                if (records.isEmpty()) {
                    return;
                }
                if (attempts >= settings.retries()) {
                    giveUp(requestId, failure);
                    return;
                }
                attempts++;
                backOff();
                if (settings.bisect() && records.size() > 1) {
                    var half = records.size() / 2;
                    new Attempt(shard, records.subList(0, half), attempts).carryOut();
                    new Attempt(shard, records.subList(half, records.size()), attempts).carryOut();
                    return;
                }
            }
        }

        /** Invokes, and keeps the records that are not done. */
        private Optional<Outcome.Failed> failureOf(String requestId) {
            var wanted = records.stream()
                    .map(record -> StreamEvent.record(record, settings.eventArn(), region()))
                    .filter(StreamSource.this::wanted)
                    .toList();
            if (wanted.isEmpty()) {
                done(records.size());
                return Optional.empty();
            }
            return switch (function.invoke(requestId, StreamEvent.of(wanted))) {
                case Outcome.Failed failed -> Optional.of(failed);
                case Outcome.Returned(var answer) -> {
                    done(settings.partial() ? firstFailed(answer) : records.size());
                    yield Optional.empty();
                }
            };
        }

        /** How many records stand before the first that failed. */
        private int firstFailed(String answer) {
            var numbers = records.stream().map(StreamSource::sequence).toList();
            return FailedItems.in(answer, numbers)
                    .map(failed ->
                            failed.stream().mapToInt(numbers::indexOf).min().orElse(numbers.size()))
                    .orElse(0);
        }

        private void done(int count) {
            if (count > 0) {
                reader.done(shard, sequence(records.get(count - 1)));
                records = records.subList(count, records.size());
            }
        }

        private void giveUp(String requestId, Optional<Outcome.Failed> failure) {
            LOG.warn("{} records of {} are given up", records.size(), settings.streamArn());
            settings.onFailure().ifPresent(queue -> queue.send(told(requestId, failure)));
            done(records.size());
        }

        private String told(String requestId, Optional<Outcome.Failed> failure) {
            var told = Json.object();
            told.putObject("requestContext")
                    .put("requestId", requestId)
                    .put("functionArn", function.settings().arn())
                    .put("condition", "RetryAttemptsExhausted")
                    .put("approximateInvokeCount", attempts + 1);
            var response =
                    told.putObject("responseContext").put("statusCode", 200).put("executedVersion", "1");
            failure.ifPresent(failed -> response.put("functionError", "Unhandled"));
            told.put("version", "1.0")
                    .put(
                            "timestamp",
                            clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
            told.putObject("DDBStreamBatchInfo")
                    .put("shardId", shard)
                    .put("startSequenceNumber", sequence(records.getFirst()))
                    .put("endSequenceNumber", sequence(records.getLast()))
                    .put("approximateArrivalOfFirstRecord", arrival(records.getFirst()))
                    .put("approximateArrivalOfLastRecord", arrival(records.getLast()))
                    .put("batchSize", records.size())
                    .put("streamArn", settings.eventArn());
            return told.toString();
        }

        private void backOff() throws InterruptedException {
            var seconds = Math.min(LONGEST_BACKOFF_SECONDS, 1 << Math.min(attempts - 1, 6));
            Thread.sleep(clock.real(Duration.ofSeconds(seconds)));
        }
    }

    private String region() {
        return settings.eventArn().split(":", -1)[3];
    }

    private boolean wanted(ObjectNode record) {
        return settings.patterns().isEmpty()
                || settings.patterns().stream().anyMatch(pattern -> matches(record, pattern));
    }

    private static boolean matches(ObjectNode record, String pattern) {
        try {
            return Ruler.matchesRule(record.toString(), pattern);
        } catch (Exception e) { // so it is declared
            throw new IllegalArgumentException("the filter " + pattern + " cannot be read", e);
        }
    }

    private static String sequence(Record record) {
        return record.dynamodb().sequenceNumber();
    }

    private static String arrival(Record record) {
        return record.dynamodb().approximateCreationDateTime().toString();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
