package tocsin.tests.story;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingContext;

/** A handler called as Lambda calls it, and its answer read as Lambda reads it. */
public final class Invocation {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();
    private static final Duration LEFT = Duration.ofSeconds(60);

    private Invocation() {}

    public static JsonObject invoke(RequestStreamHandler handler, String event) {
        return invoke(handler, event, new TestingContext(LEFT));
    }

    public static JsonObject invoke(RequestStreamHandler handler, String event, Context context) {
        var text = LambdaEvents.call(handler, event, context);
        return text.isBlank() ? JsonObject.create() : JSON.fromJsonObject(text);
    }

    /** The ids that a partial batch response names. */
    public static List<String> failures(JsonObject answer) {
        var failed = new ArrayList<String>();
        if (answer.elements().get("batchItemFailures") instanceof JsonArray failures) {
            failures.elements().forEach(failure -> failed.add(failure.extract("itemIdentifier")));
        }
        return failed;
    }

    /** A request of the HTTP API, of a caller whom IAM knows. */
    public static String http(String method, String path, JsonObject headers, String body, String caller) {
        return http(method, path, JsonObject.create(), headers, body, caller);
    }

    /** The same, with what stands behind the question mark. */
    public static String http(
            String method, String path, JsonObject query, JsonObject headers, String body, String caller) {
        var event = JsonObject.create();
        if (!query.elements().isEmpty()) { // as API Gateway has it
            event.add("queryStringParameters", query);
        }
        return JSON.toJson(event.add("version", "2.0")
                .add("rawPath", path)
                .add("headers", headers)
                .add("body", body)
                .add("isBase64Encoded", false)
                .add(
                        "requestContext",
                        JsonObject.create()
                                .add(
                                        "http",
                                        JsonObject.create()
                                                .add("method", method)
                                                .add("path", path))
                                .add(
                                        "authorizer",
                                        JsonObject.create()
                                                .add("iam", JsonObject.create().add("userArn", caller)))));
    }
}
