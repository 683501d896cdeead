package tocsin.tests.bench.coldstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The twins in Java as the first pages of its libraries have it: clients by create(), Jackson, a handler of maps. */
public final class DefaultClients {
    private static final String TABLE = System.getenv("TOCSIN_TABLE");

    private final DynamoDbClient dynamo = DynamoDbClient.create();
    private final SqsClient sqs = SqsClient.create();
    private final ObjectMapper json = new ObjectMapper();

    public Map<String, Object> intake(Map<String, Object> event) throws IOException {
        for (var body : bodies(event)) {
            take(body);
        }
        return Map.of("batchItemFailures", List.of());
    }

    public Map<String, Object> notify(Map<String, Object> event) throws IOException, InterruptedException {
        for (var body : bodies(event)) {
            page(body);
        }
        return Map.of("batchItemFailures", List.of());
    }

    private static List<String> bodies(Map<String, Object> event) {
        var bodies = new ArrayList<String>();
        if (event.get("Records") instanceof List<?> records) {
            records.forEach(each -> bodies.add(String.valueOf(((Map<?, ?>) each).get("body"))));
        }
        return bodies;
    }

    private void take(String body) throws IOException {
        var alarm = json.readTree(body).path("detail");
        var key = Map.of("pk", AttributeValue.fromS("prod/api"), "sk", AttributeValue.fromS("head"));
        var head = dynamo.getItem(request -> request.tableName(TABLE).key(key).consistentRead(true))
                .item();
        var version =
                head.isEmpty() ? 0 : Long.parseLong(attribute(head, "version").n());
        var item = new HashMap<>(key);
        item.put("version", AttributeValue.fromN(Long.toString(version + 1)));
        item.put("body", AttributeValue.fromS(json.writeValueAsString(alarm)));
        var put = Put.builder().tableName(TABLE).item(item);
        if (head.isEmpty()) {
            put.conditionExpression("attribute_not_exists(pk)");
        } else {
            put.conditionExpression("#v = :v")
                    .expressionAttributeNames(Map.of("#v", "version"))
                    .expressionAttributeValues(Map.of(":v", AttributeValue.fromN(Long.toString(version))));
        }
        dynamo.transactWriteItems(request -> request.transactItems(
                TransactWriteItem.builder().put(put.build()).build()));
    }

    private void page(String body) throws IOException, InterruptedException {
        var named = json.readTree(body);
        var key = Map.of(
                "pk", AttributeValue.fromS(named.path("pk").asText()),
                "sk", AttributeValue.fromS(named.path("sk").asText()));
        var claimed = dynamo.updateItem(request -> request.tableName(TABLE)
                        .key(key)
                        .updateExpression("ADD lease :one")
                        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                        .returnValues(ReturnValue.ALL_NEW))
                .attributes();
        String routingKey;
        try (var secrets = SecretsManagerClient.create()) {
            routingKey = secrets.getSecretValue(request -> request.secretId("tocsin/pagerduty"))
                    .secretString();
        }
        var event = json.writeValueAsString(Map.of(
                "routing_key",
                routingKey,
                "event_action",
                "trigger",
                "dedup_key",
                named.path("sk").asText(),
                "payload",
                Map.of(
                        "summary",
                        attribute(claimed, "body").s().substring(0, 20),
                        "source",
                        "api",
                        "severity",
                        "critical")));
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(System.getenv("PAGER_URL")))
                                .POST(BodyPublishers.ofString(event))
                                .build(),
                        BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IOException("PagerDuty answers " + answer.statusCode());
        }
        dynamo.updateItem(request -> request.tableName(TABLE)
                .key(key)
                .updateExpression("SET confirmed = :done")
                .expressionAttributeValues(Map.of(":done", AttributeValue.fromS("TRIGGERED"))));
    }

    private static AttributeValue attribute(Map<String, AttributeValue> row, String name) {
        return Objects.requireNonNull(row.get(name), name);
    }

    /** Made at the start, as the others are. */
    SqsClient sqs() {
        return sqs;
    }
}
