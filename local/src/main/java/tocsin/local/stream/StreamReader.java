package tocsin.local.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads a stream shard by shard, a parent before its children, from where the last reader came to. */
final class StreamReader {
    private final DynamoDbStreamsClient client;
    private final String streamArn;
    private final Checkpoints checkpoints;
    private @Nullable String shard;
    private @Nullable String iterator;

    /** Records of one shard, in their order; none at the moment, or some. */
    record Batch(String shard, List<Record> records) {}

    StreamReader(DynamoDbStreamsClient client, String streamArn, Checkpoints checkpoints) {
        this.client = client;
        this.streamArn = streamArn;
        this.checkpoints = checkpoints;
    }

    /** The next records, which are read again until {@link #done} was told. */
    Optional<Batch> read(int most) {
        var position = position();
        var current = shard;
        if (position == null || current == null) {
            return Optional.empty();
        }
        try {
            var answer =
                    client.getRecords(request -> request.shardIterator(position).limit(most));
            iterator = answer.nextShardIterator();
            if (answer.records().isEmpty() && iterator == null) {
                end(current);
                return Optional.empty();
            }
            return Optional.of(new Batch(current, answer.records()));
        } catch (ExpiredIteratorException e) {
            iterator = null; // the next read begins at the checkpoint
            return Optional.empty();
        } catch (TrimmedDataAccessException e) {
            checkpoints.forget(current);
            iterator = null;
            return Optional.empty();
        }
    }

    void done(String ofShard, String sequence) {
        checkpoints.reached(ofShard, sequence);
    }

    /** Goes back to the checkpoint. */
    void again() {
        iterator = null;
    }

    private @Nullable String position() {
        if (iterator == null) {
            if (shard == null) {
                shard = nextShard().orElse(null);
            }
            iterator = shard == null ? null : iterator(shard);
        }
        return iterator;
    }

    private void end(String ended) {
        var alive = new TreeSet<String>();
        shards().forEach(living -> alive.add(living.shardId()));
        checkpoints.ended(ended, alive);
        shard = null;
    }

    /** The first that is not read to its end and has no parent that is not. */
    private Optional<String> nextShard() {
        var all = shards();
        var unread = new TreeSet<String>();
        all.stream().map(Shard::shardId).filter(id -> !checkpoints.ended(id)).forEach(unread::add);
        return all.stream()
                .filter(candidate -> unread.contains(candidate.shardId()))
                .filter(candidate -> candidate.parentShardId() == null || !unread.contains(candidate.parentShardId()))
                .map(Shard::shardId)
                .sorted()
                .findFirst();
    }

    private List<Shard> shards() {
        List<Shard> shards = new ArrayList<>();
        String from = null;
        do {
            var start = from;
            var page = client.describeStream(
                            request -> request.streamArn(streamArn).exclusiveStartShardId(start))
                    .streamDescription();
            shards.addAll(page.shards());
            from = page.lastEvaluatedShardId();
        } while (from != null);
        return shards;
    }

    private String iterator(String of) {
        var after = checkpoints.of(of);
        return client.getShardIterator(request -> {
                    request.streamArn(streamArn)
                            .shardId(of)
                            .shardIteratorType(
                                    after.isPresent()
                                            ? ShardIteratorType.AFTER_SEQUENCE_NUMBER
                                            : ShardIteratorType.TRIM_HORIZON);
                    after.ifPresent(request::sequenceNumber);
                })
                .shardIterator();
    }
}
