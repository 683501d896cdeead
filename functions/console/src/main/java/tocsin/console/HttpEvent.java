package tocsin.console;

import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.state.Batch;

/** API Gateway's form of a request and its answer (payload format 2.0). */
final class HttpEvent {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();

    private HttpEvent() {}

    /** The request, or empty where the event is none (a heartbeat). */
    static Optional<Request> read(String event) {
        var tree = Batch.tree(event);
        var method = tree.extract("requestContext.http.method", "");
        if (method.isEmpty()) {
            return Optional.empty();
        }
        var body = tree.extract("body", "");
        var bytes = tree.extract("isBase64Encoded", false)
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8);
        return Optional.of(new Request(
                method,
                tree.extract("rawPath", "/"),
                texts(tree.elements().get("queryStringParameters"), false),
                texts(tree.elements().get("headers"), true),
                new String(bytes, StandardCharsets.UTF_8),
                tree.extract("requestContext.authorizer.iam.userArn", "")));
    }

    private static Map<String, String> texts(@Nullable JsonNode node, boolean lower) {
        var texts = new TreeMap<String, String>();
        if (node instanceof JsonObject object) {
            object.elements()
                    .forEach((name, value) -> texts.put(lower ? name.toLowerCase(Locale.ROOT) : name, value.text()));
        }
        return texts;
    }

    static String write(Response response) {
        var headers = JsonObject.create()
                .add("content-type", response.type())
                .add("cache-control", "no-store")
                .add("x-content-type-options", "nosniff");
        response.headers().forEach(headers::add);
        return JSON.toJson(JsonObject.create()
                .add("statusCode", response.status())
                .add("headers", headers)
                .add("isBase64Encoded", response.isBase64())
                .add("body", response.body()));
    }
}
