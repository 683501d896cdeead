package tocsin.aws;

import static software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure.ALL_OLD;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Write;

/** The table in DynamoDB. */
public final class DynamoTable implements Table {
    /** The index by which due rows are found: keys only. */
    public static final String DUE_INDEX = "due";

    private final Supplier<DynamoDbClient> client;
    private final String name;

    /**
     * @param client asked for at the first request; it must try nothing again by itself
     * @param name the table's name or ARN
     */
    public DynamoTable(Supplier<DynamoDbClient> client, String name) {
        this.client = client;
        this.name = name;
    }

    @Override
    public Rows read(List<Key> keys) {
        var wanted = KeysAndAttributes.builder()
                .keys(keys.stream().map(Items::key).toList())
                .consistentRead(true)
                .build();
        var answer = AwsFailures.request(
                "BatchGetItem", () -> client.get().batchGetItem(request -> request.requestItems(Map.of(name, wanted))));
        Map<Key, Row> rows = new LinkedHashMap<>();
        answer.responses()
                .values()
                .forEach(items -> items.forEach(item -> {
                    var row = Items.row(item);
                    rows.put(row.key(), row);
                }));
        var unread = answer.unprocessedKeys().values().stream()
                .flatMap(left -> left.keys().stream())
                .map(Items::keyOf)
                .toList();
        return new Rows(rows, unread);
    }

    @Override
    public Written write(Write write) {
        try {
            return switch (write) {
                case Write.Put put -> put(put);
                case Write.Update update -> update(update);
                case Write.Delete delete -> delete(delete);
                case Write.Check check ->
                    throw new IllegalArgumentException("a check alone writes nothing: " + check.key());
            };
        } catch (ConditionalCheckFailedException refused) {
            return new Written.Refused(refused.hasItem() ? Items.row(refused.item()) : null);
        }
    }

    private Written put(Write.Put put) {
        var words = new Expressions();
        var condition = words.condition(put.conditions());
        var item = Items.item(put.row());
        request(
                "PutItem",
                put.key(),
                () -> client.get()
                        .putItem(request -> request.tableName(name)
                                .item(item)
                                .conditionExpression(condition)
                                .expressionAttributeNames(words.names())
                                .expressionAttributeValues(words.values())
                                .returnValuesOnConditionCheckFailure(ALL_OLD)));
        return new Written.Done(put.row());
    }

    private Written update(Write.Update update) {
        var words = new Expressions();
        var change = words.update(update);
        var condition = words.condition(update.conditions());
        var answer = request(
                "UpdateItem",
                update.key(),
                () -> client.get()
                        .updateItem(request -> request.tableName(name)
                                .key(Items.key(update.key()))
                                .updateExpression(change)
                                .conditionExpression(condition)
                                .expressionAttributeNames(words.names())
                                .expressionAttributeValues(words.values())
                                .returnValues(ReturnValue.ALL_NEW)
                                .returnValuesOnConditionCheckFailure(ALL_OLD)));
        // an update of nothing that makes a row is answered without attributes
        return new Written.Done(
                answer.hasAttributes() && !answer.attributes().isEmpty()
                        ? Items.row(answer.attributes())
                        : new Row(update.key(), Map.of()));
    }

    private Written delete(Write.Delete delete) {
        var words = new Expressions();
        var condition = words.condition(delete.conditions());
        request(
                "DeleteItem",
                delete.key(),
                () -> client.get()
                        .deleteItem(request -> request.tableName(name)
                                .key(Items.key(delete.key()))
                                .conditionExpression(condition)
                                .expressionAttributeNames(words.names())
                                .expressionAttributeValues(words.values())
                                .returnValuesOnConditionCheckFailure(ALL_OLD)));
        return new Written.Done(null);
    }

    /** A refused condition goes through as it is: it is an answer. */
    private static <T> T request(String what, Key key, Supplier<T> request) {
        return AwsFailures.request(what + " of " + key, request, ConditionalCheckFailedException.class);
    }

    @Override
    public Committed transact(List<Write> writes, String token) {
        var items = writes.stream().map(this::item).toList();
        try {
            AwsFailures.request(
                    "TransactWriteItems of " + writes.size(),
                    () -> client.get()
                            .transactWriteItems(
                                    request -> request.transactItems(items).clientRequestToken(token)),
                    TransactionCanceledException.class);
            return new Committed.Done();
        } catch (TransactionCanceledException cancelled) {
            return cancelled(writes.size(), cancelled);
        }
    }

    private TransactWriteItem item(Write write) {
        var words = new Expressions();
        return switch (write) {
            case Write.Put put ->
                TransactWriteItem.builder()
                        .put(item -> item.tableName(name)
                                .item(Items.item(put.row()))
                                .conditionExpression(words.condition(put.conditions()))
                                .expressionAttributeNames(words.names())
                                .expressionAttributeValues(words.values())
                                .returnValuesOnConditionCheckFailure(ALL_OLD.toString()))
                        .build();
            case Write.Update update ->
                TransactWriteItem.builder()
                        .update(item -> item.tableName(name)
                                .key(Items.key(update.key()))
                                .updateExpression(words.update(update))
                                .conditionExpression(words.condition(update.conditions()))
                                .expressionAttributeNames(words.names())
                                .expressionAttributeValues(words.values())
                                .returnValuesOnConditionCheckFailure(ALL_OLD.toString()))
                        .build();
            case Write.Delete delete ->
                TransactWriteItem.builder()
                        .delete(item -> item.tableName(name)
                                .key(Items.key(delete.key()))
                                .conditionExpression(words.condition(delete.conditions()))
                                .expressionAttributeNames(words.names())
                                .expressionAttributeValues(words.values())
                                .returnValuesOnConditionCheckFailure(ALL_OLD.toString()))
                        .build();
            case Write.Check check ->
                TransactWriteItem.builder()
                        .conditionCheck(item -> item.tableName(name)
                                .key(Items.key(check.key()))
                                .conditionExpression(words.condition(check.conditions()))
                                .expressionAttributeNames(words.names())
                                .expressionAttributeValues(words.values())
                                .returnValuesOnConditionCheckFailure(ALL_OLD.toString()))
                        .build();
        };
    }

    private static Committed cancelled(int writes, TransactionCanceledException cancelled) {
        var reasons = cancelled.cancellationReasons();
        if (reasons.size() != writes) {
            // without its reasons nothing is known but that nothing was written
            throw new PortFailure(Kind.CONFLICT, "a transaction cancelled without reasons", cancelled);
        }
        return new Committed.Cancelled(reasons.stream().map(DynamoTable::cause).toList());
    }

    private static Cause cause(CancellationReason reason) {
        var why = CancellationReasons.why(reason.code());
        return new Cause(why, why == Why.CONDITION && reason.hasItem() ? Items.row(reason.item()) : null);
    }

    @Override
    public Page query(String pk, String prefix, boolean newestFirst, int limit, @Nullable Key after) {
        var answer = AwsFailures.request(
                "Query of " + pk,
                () -> client.get()
                        .query(request -> request.tableName(name)
                                .keyConditionExpression(
                                        prefix.isEmpty() ? "#pk = :pk" : "#pk = :pk AND begins_with(#sk, :prefix)")
                                .expressionAttributeNames(
                                        prefix.isEmpty() ? Map.of("#pk", "pk") : Map.of("#pk", "pk", "#sk", "sk"))
                                .expressionAttributeValues(
                                        prefix.isEmpty()
                                                ? Map.of(":pk", AttributeValue.fromS(pk))
                                                : Map.of(
                                                        ":pk", AttributeValue.fromS(pk),
                                                        ":prefix", AttributeValue.fromS(prefix)))
                                .scanIndexForward(!newestFirst)
                                .limit(limit)
                                .consistentRead(true)
                                .exclusiveStartKey(after == null ? null : Items.key(after))));
        var rows = answer.items().stream().map(Items::row).toList();
        return new Page(rows, answer.hasLastEvaluatedKey() ? Items.keyOf(answer.lastEvaluatedKey()) : null);
    }

    @Override
    public List<Key> due(int shard, Instant until, int limit) {
        var answer = AwsFailures.request(
                "Query of what is due",
                () -> client.get()
                        .query(request -> request.tableName(name)
                                .indexName(DUE_INDEX)
                                .keyConditionExpression("#partition = :partition AND #at <= :until")
                                .expressionAttributeNames(Map.of("#partition", Due.PARTITION, "#at", Due.AT))
                                .expressionAttributeValues(Map.of(
                                        ":partition", AttributeValue.fromS("due#" + shard),
                                        ":until", AttributeValue.fromN(Long.toString(until.toEpochMilli()))))
                                .limit(limit)));
        List<Key> keys = new ArrayList<>();
        answer.items().forEach(item -> keys.add(Items.keyOf(item)));
        return keys;
    }
}
